package org.ash.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ash.data.DataException;

/**
 * Many labelled images of one size in memory, a byte a sample; immutable.
 *
 * <p>An image is stored plane by plane (channel, row, column), the order of a tensor {@code [C, H,
 * W]} and of the CIFAR files. Blocks of about a MiB hold whole images, so that a set may be larger
 * than one Java array.
 */
public final class ImageStore {
  private static final int BLOCK_BYTES = 1 << 20;

  private final int channels;
  private final int height;
  private final int width;
  private final int size;
  private final int imagesPerBlock;
  private final List<byte[]> blocks;
  private final int[] labels;

  private ImageStore(Builder builder, int size) {
    channels = builder.channels;
    height = builder.height;
    width = builder.width;
    imagesPerBlock = builder.imagesPerBlock;
    blocks = List.copyOf(builder.blocks);
    labels = Arrays.copyOf(builder.labels, size);
    this.size = size;
  }

  private ImageStore(ImageStore all, int size) {
    this(all, size, all.labels);
  }

  private ImageStore(ImageStore all, int size, int[] labels) {
    channels = all.channels;
    height = all.height;
    width = all.width;
    imagesPerBlock = all.imagesPerBlock;
    blocks = all.blocks;
    this.labels = labels;
    this.size = size;
  }

  /** Begins a store of images of this size. */
  public static Builder builder(int channels, int height, int width) {
    return new Builder(channels, height, width);
  }

  /** Number of images. */
  public int size() {
    return size;
  }

  /** Samples of a pixel: 3 for RGB, 1 for gray. */
  public int channels() {
    return channels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Bytes of an image. */
  public int imageBytes() {
    return channels * height * width;
  }

  /** Class of an image, from 0. */
  public int label(int image) {
    return labels[Objects.checkIndex(image, size)];
  }

  /**
   * The same images under other labels; shares their memory.
   *
   * @param to the label of each class here
   */
  public ImageStore relabelled(int... to) {
    return new ImageStore(this, size, Arrays.stream(labels).map(label -> to[label]).toArray());
  }

  /** The samples of an image, {@code [C, H, W]}, 0..255 as unsigned bytes; a copy. */
  public byte[] image(int image) {
    int offset = offset(image);
    return Arrays.copyOfRange(block(image), offset, offset + imageBytes());
  }

  /**
   * The array that holds an image, from {@link #offset} on. For those who must not copy: it is the
   * store's own and must not be written to.
   */
  public byte[] block(int image) {
    return blocks.get(Objects.checkIndex(image, size) / imagesPerBlock);
  }

  /** Where in its {@link #block} an image begins. */
  public int offset(int image) {
    return Objects.checkIndex(image, size) % imagesPerBlock * imageBytes();
  }

  /** The first images only, all when there are fewer; shares the memory. */
  public ImageStore first(int count) {
    return new ImageStore(this, Math.min(count, size));
  }

  /** Some of the images, in the order of these numbers; a copy. */
  public ImageStore select(int... chosen) {
    Builder some = builder(channels, height, width);
    for (int image : chosen) {
      some.add(label(image), block(image), offset(image));
    }
    return some.build();
  }

  /** Number of images of each class 0..classes-1. */
  public int[] histogram(int classes) {
    int[] counts = new int[classes];
    for (int i = 0; i < size; i++) {
      counts[labels[i]]++;
    }
    return counts;
  }

  /** Mean and deviation of each channel over all images; computed at each call. */
  public ChannelStatistics statistics() {
    return ChannelStatistics.of(this);
  }

  /** Collects images; not thread-safe. */
  public static final class Builder {
    private final int channels;
    private final int height;
    private final int width;
    private final int imageBytes;
    private final int imagesPerBlock;
    private final List<byte[]> blocks = new ArrayList<>();
    private int[] labels = new int[1024];
    private int size;

    private Builder(int channels, int height, int width) {
      if (channels < 1 || height < 1 || width < 1) {
        throw new IllegalArgumentException("An image has at least one channel, row and column.");
      }
      this.channels = channels;
      this.height = height;
      this.width = width;
      imageBytes = Math.multiplyExact(channels, Math.multiplyExact(height, width));
      imagesPerBlock = Math.max(1, BLOCK_BYTES / imageBytes);
    }

    /** Adds an image whose samples {@code [C, H, W]} begin at an offset; copies them. */
    public void add(int label, byte[] samples, int offset) {
      Objects.checkFromIndexSize(offset, imageBytes, samples.length);
      int within = size % imagesPerBlock;
      if (within == 0) {
        blocks.add(new byte[imagesPerBlock * imageBytes]);
      }
      System.arraycopy(
          samples, offset, blocks.get(blocks.size() - 1), within * imageBytes, imageBytes);
      if (size == labels.length) {
        labels = Arrays.copyOf(labels, 2 * size);
      }
      labels[size++] = label;
    }

    /** Number of images added. */
    public int size() {
      return size;
    }

    /**
     * The store of all images added.
     *
     * @throws DataException when there are none
     */
    public ImageStore build() {
      if (size == 0) {
        throw DataException.of("There are no images; a data set needs at least one.");
      }
      return new ImageStore(this, size);
    }
  }
}
