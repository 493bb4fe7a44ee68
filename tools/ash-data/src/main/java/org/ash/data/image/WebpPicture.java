package org.ash.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A WebP file: its first picture, which must lie in the file as a whole. The decoder itself takes
 * zeros for what is missing.
 */
final class WebpPicture {
  private static final int FIRST_CHUNK = 12;

  private final byte[] content;
  private final ByteBuffer file;
  private boolean whole;
  private Optional<byte[]> exif = Optional.empty();

  private WebpPicture(byte[] content) {
    this.content = content;
    file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    // Its length counts what follows it; the last byte may be one of padding.
    boolean cut = Integer.toUnsignedLong(file.getInt(4)) + 8 > content.length + 1L;
    long at = FIRST_CHUNK;
    while (at + 8 <= content.length) {
      String kind = new String(content, (int) at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
      long end = at + 8 + length;
      boolean here = end <= content.length;
      whole |= !cut && here && (kind.equals("VP8 ") || kind.equals("VP8L") || kind.equals("ANMF"));
      if (here && kind.equals("EXIF")) {
        exif = Optional.of(tiff((int) at + 8, (int) end));
      }
      at = end + (length & 1);
    }
  }

  static Picture open(byte[] content) throws IOException {
    WebpPicture file = new WebpPicture(content);
    if (!file.whole) {
      throw new IOException("a part of the picture is missing");
    }
    return DecodedPicture.open(
        ImageFormat.WEBP, content, file.exif.map(Orientation::ofTiff).orElse(Orientation.UPRIGHT));
  }

  /** Some programs put JPEG's name of the block before it. */
  private byte[] tiff(int begin, int end) {
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    boolean named =
        end - begin >= name.length
            && Arrays.equals(content, begin, begin + name.length, name, 0, name.length);
    return Arrays.copyOfRange(content, named ? begin + name.length : begin, end);
  }
}
