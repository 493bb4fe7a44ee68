package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.data.pipeline.ImageSource;
import org.ash.train.BatchSource.Pass;
import org.ash.train.Batches;
import org.junit.jupiter.api.Test;

/** A hundred images of ImageNet as they are published, where ASH_DATA has them. */
final class RealImageNetTest {

  private static DataSet sample() {
    Path data = Path.of(Optional.ofNullable(System.getenv("ASH_DATA")).orElse("none"));
    Path sample = data.resolve("imagenet-sample");
    assumeTrue(Files.isDirectory(sample), "no " + sample);
    return DataSets.open("imagenet:" + sample + ",val=" + sample.resolve("train"));
  }

  @Test
  void everyImageIsRead_andGrayOnesAreCounted() {
    DataSet set = sample();
    ImageSource.Condition condition = set.train().condition();
    assertEquals(1_000, set.classNames().size());
    assertEquals("n01440764 tench", set.classNames().get(0));
    assertEquals(0, condition.damaged().size(), condition::toString);
    assertTrue(condition.gray() > 0, condition::toString);
  }

  /** The published deviation is the mean of those within single images. */
  @Test
  void trainingViews_haveMeanNearZero_andDeviationNearOneWithinAnImage() {
    try (Batches batches = sample().train().open(Pass.training(1, 0, 100))) {
      float[] values = batches.next().orElseThrow().images().toFloats();
      int plane = values.length / 300;
      double means = 0;
      double deviations = 0;
      for (int i = 0; i < 300; i++) {
        double sum = 0;
        double squares = 0;
        for (int k = i * plane; k < (i + 1) * plane; k++) {
          sum += values[k];
          squares += values[k] * values[k];
        }
        means += sum / plane / 300;
        deviations += Math.sqrt(squares / plane - Math.pow(sum / plane, 2)) / 300;
      }
      assertEquals(0, means, 0.3);
      assertEquals(1, deviations, 0.3);
    }
  }
}
