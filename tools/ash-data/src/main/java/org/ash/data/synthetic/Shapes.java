package org.ash.data.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ash.data.image.ImageStore;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Tensor;

/**
 * An endless set of images, each of one figure of random size, place, pose and colour before a
 * graded, speckled, noisy background. Image {@code index} is a pure function of (size, seed, split,
 * index), the same bytes on every machine. Any ten images from index 10 i on show each class once.
 * Thread-safe.
 */
public final class Shapes {
  /** Images smaller than this leave too few pixels to tell the figures apart. */
  public static final int LEAST_SIZE = 16;

  /** Largest size. */
  public static final int MOST_SIZE = 1024;

  private static final List<ShapeClass> CLASSES = List.of(ShapeClass.values());
  private static final int CHUNK = 512;

  /** Which of the disjoint streams of images. */
  public enum Split {
    /** To learn from. */
    TRAIN,
    /** To judge by. */
    TEST
  }

  private final int size;
  private final long seed;
  private final String stream;

  /**
   * The images of a seed.
   *
   * @param size rows and columns, {@value #LEAST_SIZE}..{@value #MOST_SIZE}
   * @param seed another seed gives other images
   * @param split which of the seed's two streams
   */
  public Shapes(int size, long seed, Split split) {
    if (size < LEAST_SIZE || size > MOST_SIZE) {
      throw new IllegalArgumentException(
          "Shapes have a size from %d to %d, given %d.".formatted(LEAST_SIZE, MOST_SIZE, size));
    }
    this.size = size;
    this.seed = seed;
    stream = "shapes-" + split.name().toLowerCase(Locale.ROOT);
  }

  /** Class of image {@code index}, its place in {@link ShapeClass#labels}. */
  public int label(int index) {
    int group = Math.floorDiv(index, CLASSES.size());
    Philox order = new Philox(seed, Philox.site(stream + "-classes", group));
    return order.permutation(CLASSES.size())[index % CLASSES.size()];
  }

  /** What image {@code index} shows. */
  public ShapeClass shape(int index) {
    return CLASSES.get(label(index));
  }

  /** Image {@code index} with its box and mask. */
  public ShapeImage image(int index) {
    ShapePainter painter = new ShapePainter(size);
    paint(painter, index);
    return new ShapeImage(
        Tensor.ofBytes(DType.UINT8, painter.pixels(), 3, size, size),
        shape(index),
        Box.around(painter.mask(), size),
        Tensor.ofBytes(DType.BOOL, painter.mask(), size, size));
  }

  /** Images 0..count-1, labelled by class; drawn by all cores. */
  public ImageStore store(int count) {
    ImageStore.Builder store = ImageStore.builder(3, size, size);
    for (int begin = 0; begin < count; begin += CHUNK) {
      int first = begin;
      byte[][] images = new byte[Math.min(CHUNK, count - begin)][];
      IntStream.range(0, images.length)
          .parallel()
          .forEach(
              i -> {
                ShapePainter painter = new ShapePainter(size);
                paint(painter, first + i);
                images[i] = painter.pixels();
              });
      for (int i = 0; i < images.length; i++) {
        store.add(label(first + i), images[i], 0);
      }
    }
    return store.build();
  }

  private void paint(ShapePainter painter, int index) {
    Philox numbers = new Philox(seed, Philox.site(stream, index));
    ShapeScene scene = ShapeScene.of(numbers, shape(index), size);
    painter.paint(scene, new Philox(seed, Philox.site(stream + "-noise", index)));
  }
}
