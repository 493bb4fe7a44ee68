package org.ash.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.ash.data.DataException;
import org.ash.data.image.Bitmap;
import org.ash.tensor.Shape;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;

/**
 * Batches of images that are decoded when they are needed, each by several threads at once and
 * ahead of the reader.
 *
 * <p>What cannot be decoded is left out of a batch, or, where batches are to be of one size, the
 * next image of the pass that can be stands in for it. So the batches are a pure function of the
 * pass and the files, whatever the number of threads.
 */
public final class DecodedBatches {
  /** As many damaged images in a row mean that something else is wrong. */
  private static final int MOST_IN_A_ROW = 1_000;

  /** Batches in the making and in the reader's hands. */
  private static final int RING = 3;

  private final Loader loader;
  private final Preprocessing preprocessing;
  private final ExecutorService threads;

  /** Decodes images. */
  public interface Loader {
    /**
     * The view that the network gets of an image, of the preprocessing's size; empty when it cannot
     * be decoded. Thread-safe.
     */
    Optional<View> load(int image);

    /** Class of an image, from 0. */
    int label(int image);
  }

  /**
   * What a network gets to see.
   *
   * @param bitmap as large as the preprocessing wants
   * @param mirrored whether left and right change places
   */
  public record View(Bitmap bitmap, boolean mirrored) {}

  /**
   * Batches of what a loader gives.
   *
   * @param threads who decode; stay alive
   */
  public DecodedBatches(Loader loader, Preprocessing preprocessing, ExecutorService threads) {
    this.loader = loader;
    this.preprocessing = preprocessing;
    this.threads = threads;
  }

  /** How a pass is made. */
  public static final class Order {
    private final int[] images;
    private final int batchSize;
    private final int first;
    private final int end;
    private final boolean replaces;
    private final Optional<Cutout> cutout;

    /**
     * A pass.
     *
     * @param images in the order to show; not copied
     * @param first number of the first batch
     * @param end number after the last
     * @param replaces whether another image stands in for one that cannot be decoded
     */
    public Order(int[] images, int batchSize, int first, int end, boolean replaces) {
      this(images, batchSize, first, end, replaces, Optional.empty());
    }

    private Order(
        int[] images,
        int batchSize,
        int first,
        int end,
        boolean replaces,
        Optional<Cutout> cutout) {
      this.images = images;
      this.batchSize = batchSize;
      this.first = first;
      this.end = end;
      this.replaces = replaces;
      this.cutout = cutout;
    }

    /** The same with squares cut out, see {@link Cutout}; none when the side is 0. */
    public Order withCutout(int side, long seed, int epoch) {
      return side == 0
          ? this
          : new Order(
              images, batchSize, first, end, replaces, Optional.of(new Cutout(side, seed, epoch)));
    }
  }

  /** Begins a pass; two batches are made ahead of the reader's. */
  public Batches open(Order order) {
    int last = order.images.length % order.batchSize;
    BatchRing ring =
        new BatchRing(
            Shape.of(preprocessing.channels(), preprocessing.height(), preprocessing.width()),
            RING,
            order.batchSize,
            last == 0 ? order.batchSize : last);
    Normalization normalization = Normalization.of(preprocessing);
    BatchRing.Filler filler =
        (batch, slot, stopped) -> fill(order, normalization, batch, slot, stopped);
    return new PrefetchedBatches(filler, order.first, order.end, 1, ring, unused -> {});
  }

  private void fill(
      Order order,
      Normalization normalization,
      int batch,
      BatchRing.Slot slot,
      BooleanSupplier stopped) {
    int from = batch * order.batchSize;
    int count = Math.min(order.batchSize, order.images.length - from);
    List<Future<Boolean>> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = i;
      written.add(
          threads.submit(
              () -> !stopped.getAsBoolean() && write(order, normalization, from, place, slot)));
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (isWritten(written.get(i))) {
        if (kept < i) {
          slot.move(i, kept);
        }
        kept++;
      }
    }
    slot.complete(kept);
  }

  private static boolean isWritten(Future<Boolean> written) {
    try {
      return written.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DataException.causedBy(e, "Interrupted while decoding images.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataException told
          ? DataException.causedBy(told, "%s", told.getMessage())
          : DataException.causedBy(e.getCause(), "An image could not be made: %s.", e.getCause());
    }
  }

  /** Writes an image of a batch, or what stands in for it; false when there is nothing. */
  private boolean write(
      Order order, Normalization normalization, int from, int place, BatchRing.Slot slot) {
    int attempts = order.replaces ? Math.min(order.images.length, MOST_IN_A_ROW) : 1;
    for (int attempt = 0; attempt < attempts; attempt++) {
      int image = order.images[(from + place + attempt) % order.images.length];
      Optional<View> view = loader.load(image);
      if (view.isPresent()) {
        float[] numbers = normalized(view.get(), normalization);
        order.cutout.ifPresent(
            cut -> cut.cut(image, numbers, preprocessing.height(), preprocessing.width()));
        slot.put(place, numbers, loader.label(image));
        return true;
      }
    }
    if (order.replaces) {
      throw DataException.of("%,d images in a row cannot be decoded.", attempts);
    }
    return false;
  }

  private float[] normalized(View view, Normalization normalization) {
    Bitmap bitmap = view.bitmap();
    int width = bitmap.width();
    byte[] bytes = new byte[bitmap.channels() * bitmap.height() * width];
    bitmap.copyTo(bytes, 0);
    float[] numbers = new float[bytes.length];
    int plane = bitmap.height() * width;
    for (int channel = 0; channel < bitmap.channels(); channel++) {
      float[] values = normalization.ofChannel(channel);
      for (int row = channel * plane; row < (channel + 1) * plane; row += width) {
        for (int column = 0; column < width; column++) {
          int to = view.mirrored() ? width - 1 - column : column;
          numbers[row + to] = values[bytes[row + column] & 0xff];
        }
      }
    }
    return numbers;
  }
}
