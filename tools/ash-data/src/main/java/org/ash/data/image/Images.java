package org.ash.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.ash.data.DataException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Reads image files as networks want them: JPEG, PNG, GIF and WebP (the first picture), BMP and
 * TIFF (the first page), known by their content and not by their names. Thread-safe.
 *
 * <p>A picture is turned as its EXIF note says. Transparent pixels are laid on white. Colours are
 * those of the JPEG library, see {@code JpegColours}; profiles and notes on gamma are not applied.
 * Samples of 16 bits are reduced to 8.
 *
 * <p>One picture takes at most 448 MiB while it is decoded: of one that would take more, from 52
 * megapixels in RGB on, every second, third, ... pixel of as many rows is read. A picture of more
 * than 2^30 pixels is not read.
 */
public final class Images {
  /** Of a file; its content lies in memory while it is decoded. */
  private static final long MOST_FILE_BYTES = 1L << 30;

  private static final long MIB = 1 << 20;

  private Images() {}

  /**
   * What a file is like.
   *
   * @param gray whether it is gray
   * @param printed whether it is in the four colours of printers, CMYK
   */
  public record Kind(boolean gray, boolean printed) {}

  /** What to do with an image and its kind. */
  @FunctionalInterface
  private interface Use<T> {
    T of(Bitmap image, Kind kind);
  }

  /**
   * Reads a file as an image of a given size: the largest centred part with the wanted proportions,
   * resized. An image that has the size already keeps its samples.
   *
   * @param file the file
   * @param height rows wanted
   * @param width columns wanted
   * @param channels 3 for RGB, 1 for gray
   * @return UINT8 {@code [channels, height, width]}
   * @throws DataException when the file is missing, unreadable or not an image
   */
  public static Tensor read(Path file, int height, int width, int channels) {
    return read(file, whole -> fitted(whole, height, width, channels));
  }

  /**
   * An image of a given size: the largest centred part with the wanted proportions, resized.
   *
   * @return UINT8 {@code [channels, height, width]}
   */
  public static Tensor fitted(Bitmap whole, int height, int width, int channels) {
    Bitmap image = whole.withChannels(channels).centreCrop(height, width);
    byte[] samples = new byte[channels * height * width];
    Resampling.resize(image, height, width).copyTo(samples, 0);
    return Tensor.ofBytes(DType.UINT8, samples, channels, height, width);
  }

  /**
   * Reads a file as it is.
   *
   * @throws DataException when the file is missing, unreadable or not an image
   */
  public static Bitmap read(Path file) {
    return read(file, whole -> whole);
  }

  /**
   * Reads a file and makes something of it. While it does, the picture counts as memory in use, and
   * others that are large wait; so what is made of it is small, and making it reads no other image.
   *
   * @param making what to make of the picture
   * @throws DataException when the file is missing, unreadable or not an image, or when there is
   *     not enough memory for it
   */
  public static <T> T read(Path file, Function<Bitmap, T> making) {
    return open(file, (image, kind) -> making.apply(image));
  }

  /**
   * Reads a file to learn what it is like.
   *
   * @throws DataException as {@link #read(Path)}
   */
  public static Kind kind(Path file) {
    return open(file, (image, kind) -> kind);
  }

  /**
   * Decodes the content of an image file.
   *
   * @param content the file's bytes
   * @param name what errors call it
   * @throws DataException when this is not an image, or a damaged one
   */
  public static Bitmap decode(byte[] content, String name) {
    return decode(content, name, (image, kind) -> image);
  }

  private static <T> T open(Path file, Use<T> use) {
    if (!Files.exists(file)) {
      throw DataException.of("%s is not there; name an image file.", file);
    }
    if (Files.isDirectory(file)) {
      throw DataException.of("%s is a folder; name an image file in it.", file);
    }
    byte[] content;
    try {
      long size = Files.size(file);
      if (size > MOST_FILE_BYTES) {
        throw DataException.of(
            "%s has %,d MiB; image files of up to %,d are read: make it smaller.",
            file, size / MIB, MOST_FILE_BYTES / MIB);
      }
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
    } catch (OutOfMemoryError e) {
      throw noMemory(file.toString(), e);
    }
    return decode(content, file.toString(), use);
  }

  private static <T> T decode(byte[] content, String name, Use<T> use) {
    ImageFormat format =
        ImageFormat.of(content)
            .orElseThrow(
                () ->
                    DataException.of(
                        "%s is not an image of a known format: %s.", name, ImageFormats.NAMES));
    try (Picture picture = guarded(name, () -> Picture.open(content, format))) {
      return DecodingMemory.with(picture.size().bytes(), () -> used(picture, name, use));
    } catch (OutOfMemoryError e) {
      throw noMemory(name, e);
    }
  }

  private static <T> T used(Picture picture, String name, Use<T> use) {
    int step = picture.size().step();
    Bitmap image = guarded(name, () -> picture.orientation().apply(picture.decode(step)));
    return use.of(image, new Kind(image.channels() == 1, picture.printed()));
  }

  /** A step of a decoder. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  private static <T> T guarded(String name, Step<T> step) {
    try {
      return step.take();
    } catch (UnreadableKind e) {
      throw DataException.causedBy(
          e, "%s cannot be read (%s); convert it.", name, DataException.reason(e));
    } catch (IOException | RuntimeException e) {
      // Decoders throw all kinds of unchecked exceptions at damaged files.
      throw DataException.causedBy(
          e, "%s cannot be decoded (%s); it is damaged.", name, DataException.reason(e));
    }
  }

  private static DataException noMemory(String name, OutOfMemoryError e) {
    return DataException.causedBy(
        e,
        "%s takes more memory than is left of %,d MiB; make the picture smaller, or give Java more"
            + " (-Xmx).",
        name,
        Runtime.getRuntime().maxMemory() / MIB);
  }
}
