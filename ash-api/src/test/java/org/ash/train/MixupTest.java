package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.ash.tensor.Philox;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MixupTest {
  private static final long SEED = 3;
  private static final int DRAWS = 20_000;

  private final Batch batch =
      new TinyImages(8, 2, 1).open(BatchSource.Pass.evaluation(8)).next().orElseThrow();

  private static DoubleStream betas(double alpha) {
    return LongStream.range(0, DRAWS)
        .mapToDouble(step -> Mixup.beta(new Philox(SEED, Philox.site("test", step)), alpha));
  }

  /** Mean 1/2 and variance 1 / (4 (2 alpha + 1)), each within four standard errors. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1, 2, 8})
  void share_isOfTheBetaDistribution(double alpha) {
    double variance = 1 / (4 * (2 * alpha + 1));
    double mean = betas(alpha).average().orElseThrow();
    assertEquals(0.5, mean, 4 * Math.sqrt(variance / DRAWS));
    double measured = betas(alpha).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
    assertEquals(variance, measured, 4 * variance * Math.sqrt(2.0 / DRAWS));
  }

  @Test
  void everyImage_isABlendOfItsOwnAndItsPartner() {
    Mixup.Mixed mixed = new Mixup(1, SEED).of(batch, 5);
    int[] others = new Philox(SEED, Philox.site("mixup", 5)).permutation(8);
    double share = mixed.share().get(0);
    int size = batch.images().size() / 8;
    for (int i = 0; i < batch.images().size(); i++) {
      double own = batch.images().get(i);
      double other = batch.images().get(others[i / size] * size + i % size);
      assertEquals(share * own + (1 - share) * other, mixed.images().get(i), 1e-6);
    }
    for (int i = 0; i < 8; i++) {
      assertEquals(batch.labels().getLong(others[i]), mixed.partners().getLong(i));
    }
  }

  @Test
  void ownShare_isTheLargerOne() {
    Mixup mixup = new Mixup(0.5, SEED);
    for (long step = 0; step < 200; step++) {
      double share = mixup.of(batch, step).share().get(0);
      assertTrue(share >= 0.5 && share <= 1, "step " + step + ": " + share);
    }
  }

  @Test
  void sameStep_isBlendedAlike_whateverWasBefore() {
    Mixup fresh = new Mixup(0.5, SEED);
    Tensor first = fresh.of(batch, 9).images().copy();
    fresh.of(batch, 10);
    assertTrue(first.bitEquals(fresh.of(batch, 9).images()));
    assertTrue(first.bitEquals(new Mixup(0.5, SEED).of(batch, 9).images()));
  }
}
