package org.ash.data.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import org.ash.data.DataException;
import org.ash.data.image.ImageStore;
import org.ash.tensor.Philox;
import org.ash.train.BatchSource;
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
public final class ImageBatchSource implements BatchSource {
  private static final int SPARE_RINGS = 2;

  private final ImageStore images;
  private final Preprocessing preprocessing;
  private final Prefetch prefetch;
  private final Normalization normalization;
  private final Deque<BatchRing> spares = new ArrayDeque<>();

  /** Over these images, with the usual number of threads. */
  public ImageBatchSource(ImageStore images, Preprocessing preprocessing) {
    this(images, preprocessing, Prefetch.DEFAULT);
  }

  private ImageBatchSource(ImageStore images, Preprocessing preprocessing, Prefetch prefetch) {
    if (images.channels() != preprocessing.channels()
        || images.height() != preprocessing.height()
        || images.width() != preprocessing.width()) {
      throw new IllegalArgumentException("The preprocessing is for images of another size.");
    }
    this.images = images;
    this.preprocessing = preprocessing;
    this.prefetch = prefetch;
    normalization = Normalization.of(preprocessing);
  }

  /** The same images, preprocessed in another way. */
  public ImageBatchSource with(Preprocessing other) {
    return new ImageBatchSource(images, other, prefetch);
  }

  /** The same batches, made by other threads; that changes no bit of them. */
  public ImageBatchSource with(Prefetch other) {
    return new ImageBatchSource(images, preprocessing, other);
  }

  /** The images as they are stored. */
  public ImageStore images() {
    return images;
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
    return pass.augment()
        ? new BatchMaker(images, normalization, order, new RandomCrop(pass.seed(), pass.epoch()))
        : new BatchMaker(images, normalization, order, (image, placement) -> placement.asItIs());
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
    return new BatchRing(images, prefetch.batches(), batchSize, last == 0 ? batchSize : last);
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
