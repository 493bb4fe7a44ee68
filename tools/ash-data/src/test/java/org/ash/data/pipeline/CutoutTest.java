package org.ash.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.tensor.Tensor;
import org.ash.train.BatchSource.Pass;
import org.ash.train.Batches;
import org.junit.jupiter.api.Test;

final class CutoutTest {
  private static final int SIDE = 8;
  private static final int HEIGHT = 20;
  private static final int WIDTH = 24;

  /** Whether each pixel of an image of ones was cut out; the three channels are cut alike. */
  private static boolean[] cut(int image, long seed, int epoch) {
    int plane = HEIGHT * WIDTH;
    float[] view = new float[3 * plane];
    Arrays.fill(view, 1);
    new Cutout(SIDE, seed, epoch).cut(image, view, HEIGHT, WIDTH);
    boolean[] cut = new boolean[plane];
    for (int i = 0; i < plane; i++) {
      cut[i] = view[i] == 0;
      assertTrue((view[plane + i] == 0) == cut[i] && (view[2 * plane + i] == 0) == cut[i]);
    }
    return cut;
  }

  private static int count(boolean[] cut) {
    return (int) IntStream.range(0, cut.length).filter(i -> cut[i]).count();
  }

  @Test
  void whatIsCutOut_isTheSquareAsFarAsItLiesInTheImage() {
    for (int image = 0; image < 500; image++) {
      boolean[] cut = cut(image, 1, 0);
      int[] rows =
          IntStream.range(0, cut.length)
              .filter(i -> cut[i])
              .map(i -> i / WIDTH)
              .distinct()
              .toArray();
      int[] columns =
          IntStream.range(0, cut.length)
              .filter(i -> cut[i])
              .map(i -> i % WIDTH)
              .distinct()
              .toArray();
      assertEquals(rows.length * columns.length, count(cut), "image " + image);
      assertTrue(rows.length >= SIDE / 2 && rows.length <= SIDE, "image " + image);
      assertTrue(columns.length >= SIDE / 2 && columns.length <= SIDE, "image " + image);
    }
  }

  @Test
  void everyPixel_isCutOutOfSomeImage() {
    boolean[] ever = new boolean[HEIGHT * WIDTH];
    for (int image = 0; image < 500; image++) {
      boolean[] cut = cut(image, 1, 0);
      IntStream.range(0, ever.length).forEach(i -> ever[i] |= cut[i]);
    }
    assertEquals(ever.length, count(ever));
  }

  @Test
  void place_isAFunctionOfSeedEpochAndImage() {
    assertArrayEquals(cut(5, 1, 2), cut(5, 1, 2));
    assertTrue(!Arrays.equals(cut(5, 1, 2), cut(5, 2, 2)));
    assertTrue(!Arrays.equals(cut(5, 1, 2), cut(5, 1, 3)));
    assertTrue(!Arrays.equals(cut(5, 1, 2), cut(6, 1, 2)));
  }

  @Test
  void cutout_isOfTrainingImagesOnly() {
    DataSet plain = DataSets.open("shapes:count=8,test=4");
    DataSet cut = DataSets.open("shapes:count=8,test=4,cutout=16");
    assertTrue(!first(plain, Pass.training(1, 0, 8)).bitEquals(first(cut, Pass.training(1, 0, 8))));
    assertTrue(first(plain, Pass.evaluation(8)).bitEquals(first(cut, Pass.evaluation(8))));
  }

  private static Tensor first(DataSet set, Pass pass) {
    try (Batches batches = set.train().open(pass)) {
      return batches.next().orElseThrow().images().copy();
    }
  }
}
