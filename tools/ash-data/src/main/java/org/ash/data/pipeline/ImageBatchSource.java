package org.ash.data.pipeline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.data.image.ImageStore;
import org.ash.tensor.Philox;
import org.ash.train.Batches;
import org.ash.train.Preprocessing;

/**
 * Stored images in batches: FLOAT32 {@code [n, C, H, W]}, normalized, with INT64 labels {@code
 * [n]}. An augmented image is moved by up to {@value RandomCrop#PADDING} pixels each way and
 * mirrored half of the time, see {@link RandomCrop}.
 *
 * <p>Batches are made ahead by daemon threads in a ring of buffers that passes share; tensors of a
 * batch are valid until the next batch is asked for or the pass is closed. Opening passes is
 * thread-safe.
 */
public final class ImageBatchSource implements ImageSource {
  private static final int SPARE_RINGS = 2;

  private final ImageStore images;
  private final Preprocessing preprocessing;
  private final Prefetch prefetch;
  private final int cutout;
  private final Normalization normalization;
  private final Deque<BatchRing> spares = new ArrayDeque<>();

  /** Over these images, with the usual number of threads. */
  public ImageBatchSource(ImageStore images, Preprocessing preprocessing) {
    this(images, preprocessing, Prefetch.DEFAULT, 0);
  }

  private ImageBatchSource(
      ImageStore images, Preprocessing preprocessing, Prefetch prefetch, int cutout) {
    if (images.channels() != preprocessing.channels()
        || images.height() != preprocessing.height()
        || images.width() != preprocessing.width()) {
      throw new IllegalArgumentException("The preprocessing is for images of another size.");
    }
    this.images = images;
    this.preprocessing = preprocessing;
    this.prefetch = prefetch;
    this.cutout = cutout;
    normalization = Normalization.of(preprocessing);
  }

  @Override
  public ImageBatchSource as(Preprocessing trained, int... labels) {
    return new ImageBatchSource(images.relabelled(labels), trained, prefetch, cutout);
  }

  @Override
  public ImageBatchSource spread(int count) {
    ImageStore chosen = images.select(EvenSpread.of(images.size(), count));
    return new ImageBatchSource(chosen, preprocessing, prefetch, cutout);
  }

  /** The same images, with a square of this side cut out when they are augmented; 0 for none. */
  public ImageBatchSource withCutout(int side) {
    return new ImageBatchSource(images, preprocessing, prefetch, side);
  }

  /** The same batches, made by other threads; that changes no bit of them. */
  public ImageBatchSource with(Prefetch other) {
    return new ImageBatchSource(images, preprocessing, other, cutout);
  }

  /** The images as they are stored. */
  public ImageStore images() {
    return images;
  }

  @Override
  public List<Integer> histogram() {
    return Arrays.stream(images.histogram(preprocessing.classNames().size())).boxed().toList();
  }

  /** All of them, for they are in memory. */
  @Override
  public ImageStore shown(int ofEachClass) {
    return images;
  }

  /** Those that are in memory were decoded. */
  @Override
  public Condition condition() {
    return Condition.sound();
  }

  @Override
  public List<Skipped> takeSkipped() {
    return List.of();
  }

  @Override
  public int examples() {
    return images.size();
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException when there are fewer examples than a batch takes and the pass leaves a
   *     smaller last batch out
   */
  @Override
  public Batches open(Pass pass) {
    int batches =
        pass.dropLast()
            ? images.size() / pass.batchSize()
            : (images.size() - 1) / pass.batchSize() + 1;
    if (batches == 0) {
      throw DataException.of(
          "%,d images do not fill one batch of %,d; take a smaller batch or more images.",
          images.size(), pass.batchSize());
    }
    BatchMaker maker = maker(pass);
    return new PrefetchedBatches(
        maker, pass.firstBatch(), batches, prefetch.threads(), ring(pass.batchSize()), this::keep);
  }

  private BatchMaker maker(Pass pass) {
    int[] order =
        pass.shuffle()
            ? new Philox(pass.seed(), Philox.site("shuffle", pass.epoch()))
                .permutation(images.size())
            : identity(images.size());
    Augmentation augmentation =
        pass.augment()
            ? new RandomCrop(pass.seed(), pass.epoch())
            : (image, placement) -> placement.asItIs();
    Optional<Cutout> cut =
        pass.augment() && cutout > 0
            ? Optional.of(new Cutout(cutout, pass.seed(), pass.epoch()))
            : Optional.empty();
    return new BatchMaker(images, normalization, order, augmentation, cut);
  }

  private static int[] identity(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  /** A ring that an earlier pass has left, else a new one. */
  private BatchRing ring(int batchSize) {
    synchronized (spares) {
      for (BatchRing spare : spares) {
        if (spare.batchSize() == batchSize) {
          spares.remove(spare);
          return spare;
        }
      }
    }
    int last = images.size() % batchSize;
    int batches = Math.min(prefetch.batches(), (images.size() - 1) / batchSize + 1);
    return new BatchRing(images, batches, batchSize, last == 0 ? batchSize : last);
  }

  private void keep(BatchRing ring) {
    synchronized (spares) {
      spares.addFirst(ring);
      if (spares.size() > SPARE_RINGS) {
        spares.removeLast();
      }
    }
  }
}
