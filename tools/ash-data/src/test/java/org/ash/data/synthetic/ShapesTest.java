package org.ash.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.ash.data.image.ImageStore;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShapesTest {
  private static final Shapes TRAIN = new Shapes(32, 0, Shapes.Split.TRAIN);
  private static final Shapes TEST = new Shapes(32, 0, Shapes.Split.TEST);

  @Test
  void image_isAPureFunctionOfItsIndex() {
    ImageStore store = TRAIN.store(600);
    for (int index : new int[] {599, 0, 300}) {
      byte[] alone = new byte[3 * 32 * 32];
      TRAIN.image(index).pixels().bytes().get(alone);
      assertArrayEquals(alone, store.image(index), "image " + index);
    }
  }

  /** Whoever changes the drawing changes results that were measured on it, and must mean to. */
  @Test
  void pixels_areTheSameOnEveryMachine() {
    CRC32 sum = new CRC32();
    ImageStore store = TRAIN.store(100);
    for (int i = 0; i < store.size(); i++) {
      sum.update(store.image(i));
    }
    assertEquals(CHECKSUM_OF_FIRST_100, sum.getValue());
  }

  private static final long CHECKSUM_OF_FIRST_100 = 731_597_064L;

  @Test
  void everyTenImages_showEachClassOnce() {
    for (int begin = 0; begin < 200; begin += 10) {
      Set<ShapeClass> seen = new HashSet<>();
      for (int i = begin; i < begin + 10; i++) {
        seen.add(TRAIN.shape(i));
      }
      assertEquals(10, seen.size(), "classes of images from " + begin);
    }
  }

  @Test
  void splitsAndSeeds_shareNoImage() {
    Set<Integer> hashes = new HashSet<>();
    for (Shapes shapes : new Shapes[] {TRAIN, TEST, new Shapes(32, 1, Shapes.Split.TRAIN)}) {
      ImageStore store = shapes.store(200);
      for (int i = 0; i < store.size(); i++) {
        hashes.add(Arrays.hashCode(store.image(i)));
      }
    }
    assertEquals(600, hashes.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 61})
  void mask_fillsItsBoxExactly(int size) {
    Shapes shapes = new Shapes(size, 5, Shapes.Split.TRAIN);
    for (int index = 0; index < 100; index++) {
      ShapeImage image = shapes.image(index);
      Box box = image.box();
      assertTrue(box.right() <= size && box.bottom() <= size, "box " + box);
      assertFalse(anyMasked(image.mask(), size, box, false), "outside of the box of " + index);
      assertTrue(touchesAllSides(image.mask(), size, box), "sides of the box of " + index);
    }
  }

  /** Whether a pixel inside (or outside) of the box is masked. */
  private static boolean anyMasked(Tensor mask, int size, Box box, boolean inside) {
    for (int i = 0; i < mask.size(); i++) {
      int row = i / size;
      int column = i % size;
      boolean within =
          row >= box.top() && row < box.bottom() && column >= box.left() && column < box.right();
      if (within == inside && mask.get(i) != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean touchesAllSides(Tensor mask, int size, Box box) {
    Box[] sides = {
      new Box(box.left(), box.top(), box.left() + 1, box.bottom()),
      new Box(box.right() - 1, box.top(), box.right(), box.bottom()),
      new Box(box.left(), box.top(), box.right(), box.top() + 1),
      new Box(box.left(), box.bottom() - 1, box.right(), box.bottom())
    };
    return Arrays.stream(sides).allMatch(side -> anyMasked(mask, size, side, true));
  }

  @ParameterizedTest
  @EnumSource(ShapeClass.class)
  void figure_fitsIntoTheUnitCircle_andIsNeitherTinyNorAll(ShapeClass shape) {
    int inside = 0;
    int circle = 0;
    for (int row = -150; row <= 150; row++) {
      for (int column = -150; column <= 150; column++) {
        double x = column / 100.0;
        double y = row / 100.0;
        boolean within = x * x + y * y <= 1.0;
        circle += within ? 1 : 0;
        boolean covered = shape.contains(x, y);
        inside += covered ? 1 : 0;
        assertTrue(within || !covered, shape + " at " + x + ", " + y);
      }
    }
    assertTrue(inside > 0.15 * circle && inside < 0.85 * circle, inside + " of " + circle);
  }

  @Test
  void figure_standsOutFromWhatIsAroundIt() {
    for (int index = 0; index < 100; index++) {
      ShapeImage image = TRAIN.image(index);
      double[] inside = new double[4];
      double[] outside = new double[4];
      for (int i = 0; i < 32 * 32; i++) {
        double[] sums = image.mask().get(i) != 0 ? inside : outside;
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += image.pixels().get(channel * 32 * 32 + i);
        }
        sums[3]++;
      }
      double squared = 0;
      for (int channel = 0; channel < 3; channel++) {
        squared += Math.pow(inside[channel] / inside[3] - outside[channel] / outside[3], 2);
      }
      assertTrue(Math.sqrt(squared) > 20, "contrast of image " + index);
    }
  }
}
