package org.ash.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Java's decoders, held to the whole picture. Of a JPEG file that was cut off they fill the rest
 * with gray, from damaged bytes they make up something, and only warn of both. Bytes too many and
 * an end marker too few do no harm and pass.
 *
 * <p>Not every damage is seen: changed bytes often stand for another picture, without a mistake.
 */
final class WholePicture {
  // From the JPEG library's table of messages, which is in English everywhere. Of all warnings of a
  // picture it tells the first only.
  private static final String CORRUPT = "Corrupt JPEG data: ";
  private static final String LACKS_DATA = "premature end of data segment";
  private static final String HARMLESS = "extraneous bytes before marker";

  private WholePicture() {}

  /** What to take from a decoder. */
  @FunctionalInterface
  interface Taking<T> {
    T from(ImageReader reader) throws IOException;
  }

  /**
   * Decodes the first picture; empty where no decoder knows the format.
   *
   * @throws IOException when the content is damaged, or lacks a part of the picture
   */
  static <T> Optional<T> read(byte[] content, Taking<T> taking) throws IOException {
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Optional<ImageFormat> format = ImageFormat.of(content);
      if (format.isEmpty()) {
        return Optional.empty();
      }
      ImageReader reader = format.get().reader();
      try {
        AtomicReference<Optional<String>> damage = new AtomicReference<>(Optional.empty());
        reader.addIIOReadWarningListener(
            (source, warning) -> damage.compareAndSet(Optional.empty(), damage(warning)));
        reader.setInput(in, true, true);
        T picture = taking.from(reader);
        if (damage.get().isPresent()) {
          throw new IOException(damage.get().get());
        }
        return Optional.of(picture);
      } finally {
        reader.dispose();
      }
    }
  }

  /** What a warning tells of the picture; empty when it is whole all the same. */
  private static Optional<String> damage(String warning) {
    if (warning.contains(LACKS_DATA)) {
      return Optional.of("a part of the picture is missing");
    }
    int corrupt = warning.indexOf(CORRUPT);
    return corrupt < 0 || warning.contains(HARMLESS)
        ? Optional.empty()
        : Optional.of(
            "a part of the picture is garbled: " + warning.substring(corrupt + CORRUPT.length()));
  }
}
