package org.ash.data.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * A kind of image file, known by its first bytes. Its decoder is always the same: Java's own, or a
 * library's that is created here by name. Decoders that happen to be on the class path are not
 * asked, and no class loader is searched: in an application server, in a jar of jars and on any
 * thread the same file becomes the same image.
 */
enum ImageFormat {
  JPEG("\u00ff\u00d8"),
  PNG("\u0089PNG\r\n\u001a\n"),
  GIF("GIF8"),
  BMP("BM"),
  TIFF("II*\0|MM\0*"),
  WEBP("RIFF....WEBP");

  private static final String JAVAS_OWN = "com.sun.imageio.plugins.";

  /** What files begin with, a character a byte, a dot for any byte; a bar between several. */
  private final String beginnings;

  ImageFormat(String beginnings) {
    this.beginnings = beginnings;
  }

  /** What a file with this content is; empty for what is none of these. */
  static Optional<ImageFormat> of(byte[] content) {
    for (ImageFormat format : values()) {
      for (String beginning : format.beginnings.split("\\|", -1)) {
        if (begins(content, beginning)) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean begins(byte[] content, String beginning) {
    byte[] wanted = beginning.getBytes(StandardCharsets.ISO_8859_1);
    boolean same = content.length >= wanted.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i] == '.' || wanted[i] == content[i];
    }
    return same;
  }

  /** A new decoder, which its user disposes of. */
  ImageReader reader() throws IOException {
    return this == WEBP
        ? new WebPImageReaderSpi().createReaderInstance(null)
        : javasOwn().createReaderInstance();
  }

  private ImageReaderSpi javasOwn() throws IOException {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().startsWith(JAVAS_OWN)
          && Arrays.asList(provider.getFormatNames()).contains(name().toLowerCase(Locale.ROOT))) {
        return provider;
      }
    }
    throw new IOException("this Java has no decoder of " + name() + "; take a complete one");
  }
}
