package org.ash.data.pipeline;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ash.data.image.ImageStore;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.Batch;

/**
 * A few batches' worth of direct buffers, written in turn. Everything that a step needs is made
 * here once, so that steps allocate nothing.
 */
final class BatchRing {

  /** Writes batches into slots; thread-safe as long as each slot has one thread. */
  @FunctionalInterface
  interface Filler {
    /** Writes batch {@code batch}, and gives up soon once it was {@code stopped}. */
    void fill(int batch, Slot slot, BooleanSupplier stopped);
  }

  private final List<Slot> slots = new ArrayList<>();
  private final int batchSize;

  /**
   * Buffers for batches of images of a store's size.
   *
   * @param count number of batches
   * @param batchSize examples of all batches but the last
   * @param lastSize examples of the last batch, 1..batchSize
   */
  BatchRing(ImageStore images, int count, int batchSize, int lastSize) {
    this.batchSize = batchSize;
    for (int i = 0; i < count; i++) {
      slots.add(new Slot(images, batchSize, lastSize));
    }
  }

  int batchSize() {
    return batchSize;
  }

  int size() {
    return slots.size();
  }

  /** The slot of a batch of a pass. */
  Slot slot(int batch) {
    return slots.get(batch % slots.size());
  }

  /** Buffers of one batch, and the two sizes in which it may be handed out. */
  static final class Slot {
    private final int capacity;
    private final int lastSize;
    private final FloatBuffer pixels;
    private final LongBuffer labels;
    private final Optional<Batch> whole;
    private final Optional<Batch> last;
    private final float[] scratch;
    private final Placement placement = new Placement();
    private Optional<Batch> filled = Optional.empty();

    private Slot(ImageStore images, int capacity, int lastSize) {
      this.capacity = capacity;
      this.lastSize = lastSize;
      int imageSize = images.imageBytes();
      Shape shape = Shape.of(capacity, images.channels(), images.height(), images.width());
      Tensor allPixels = Tensor.allocate(DType.FLOAT32, shape);
      Tensor allLabels = Tensor.allocate(DType.INT64, Shape.of(capacity));
      Shape lastShape = Shape.of(lastSize, images.channels(), images.height(), images.width());
      pixels = allPixels.floats();
      labels = allLabels.longs();
      whole = Optional.of(new Batch(allPixels, allLabels));
      last =
          Optional.of(
              new Batch(
                  Tensor.wrap(
                      DType.FLOAT32,
                      lastShape,
                      allPixels.bytes().limit(lastSize * imageSize * Float.BYTES)),
                  Tensor.wrap(
                      DType.INT64,
                      Shape.of(lastSize),
                      allLabels.bytes().limit(lastSize * Long.BYTES))));
      scratch = new float[imageSize];
    }

    int capacity() {
      return capacity;
    }

    /** Room for one image. */
    float[] scratch() {
      return scratch;
    }

    Placement placement() {
      return placement;
    }

    /** Writes example {@code i}. */
    void put(int i, float[] image, int label) {
      pixels.put(i * image.length, image);
      labels.put(i, label);
    }

    /** Says that {@code count} examples have been written. */
    void complete(int count) {
      if (count != capacity && count != lastSize) {
        throw new IllegalArgumentException(
            "A batch has %d or %d examples, not %d.".formatted(capacity, lastSize, count));
      }
      filled = count == capacity ? whole : last;
    }

    /** What was written last. */
    Optional<Batch> batch() {
      return filled;
    }
  }
}
