package org.ash.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Java's decoders, held to the whole picture. Of a JPEG file that was cut off they fill the rest
 * with gray and only warn. Bytes too many and an end marker too few do no harm and pass.
 */
final class WholePicture {
  /** From the JPEG library's table of messages, which is in English everywhere. */
  private static final String LACKS_DATA = "premature end of data segment";

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
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        AtomicBoolean lacking = new AtomicBoolean();
        reader.addIIOReadWarningListener(
            (source, warning) -> lacking.compareAndSet(false, warning.contains(LACKS_DATA)));
        reader.setInput(in, true, true);
        T picture = taking.from(reader);
        if (lacking.get()) {
          throw new IOException("a part of the picture is missing");
        }
        return Optional.of(picture);
      } finally {
        reader.dispose();
      }
    }
  }
}
