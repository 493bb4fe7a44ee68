package org.ash.data.pipeline;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    this(Shape.of(images.channels(), images.height(), images.width()), count, batchSize, lastSize);
  }

  /** As the other, for images of this shape, {@code [C, H, W]}. */
  BatchRing(Shape image, int count, int batchSize, int lastSize) {
    this.batchSize = batchSize;
    for (int i = 0; i < count; i++) {
      slots.add(new Slot(image, batchSize, lastSize));
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

  /** Buffers of one batch, and the sizes in which it may be handed out. */
  static final class Slot {
    private final int capacity;
    private final Shape image;
    private final Tensor allPixels;
    private final Tensor allLabels;
    private final FloatBuffer pixels;
    private final LongBuffer labels;
    private final Map<Integer, Batch> views = new HashMap<>();
    private final float[] scratch;
    private final Placement placement = new Placement();
    private Optional<Batch> filled = Optional.empty();

    private Slot(Shape image, int capacity, int lastSize) {
      this.capacity = capacity;
      this.image = image;
      allPixels =
          Tensor.allocate(
              DType.FLOAT32, Shape.of(capacity, image.dim(0), image.dim(1), image.dim(2)));
      allLabels = Tensor.allocate(DType.INT64, Shape.of(capacity));
      pixels = allPixels.floats();
      labels = allLabels.longs();
      views.put(capacity, new Batch(allPixels, allLabels));
      views.put(lastSize, view(lastSize));
      scratch = new float[(int) image.size()];
    }

    private Batch view(int count) {
      Shape shape = Shape.of(count, image.dim(0), image.dim(1), image.dim(2));
      int bytes = (int) shape.size() * Float.BYTES;
      return new Batch(
          Tensor.wrap(DType.FLOAT32, shape, allPixels.bytes().limit(bytes)),
          Tensor.wrap(DType.INT64, Shape.of(count), allLabels.bytes().limit(count * Long.BYTES)));
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

    /** Moves an example that was written to another place. */
    void move(int from, int to) {
      pixels.get(from * scratch.length, scratch);
      put(to, scratch, (int) labels.get(from));
    }

    /** Says that {@code count} examples have been written; 0 makes no batch. */
    void complete(int count) {
      if (count < 0 || count > capacity) {
        throw new IllegalArgumentException(
            "A batch has up to %d examples, not %d.".formatted(capacity, count));
      }
      filled =
          count == 0 ? Optional.empty() : Optional.of(views.computeIfAbsent(count, this::view));
    }

    /** What was written last. */
    Optional<Batch> batch() {
      return filled;
    }
  }
}
