package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small pictures in all formats that are read, and notes on how they are to be held. */
final class PictureFixture {
  /** Rows and columns of a block of {@link #blocks}. */
  static final int BLOCK = 8;

  /** The gray of {@link #blocks}' block in a row, 0..2, and a column, 0 or 1. */
  static int gray(int row, int column) {
    return 20 + 40 * (2 * row + column);
  }

  // The blocks as Pillow 11 writes them, with losses and without; Java has no writer.
  private static final String LOSSY_WEBP =
      "UklGRjgAAABXRUJQVlA4ICwAAABQAgCdASoQABgALiUYjEYREREBABIlpAAD2UAA/vmF//9ph//xDNL/udQAAA==";
  private static final String LOSSLESS_WEBP =
      "UklGRkAAAABXRUJQVlA4TDQAAAAvD8AFAC8gEEgkgthfcYlToJwCZf4T2waDkKSkkEIKKaSQP9AL3EX0PwpoNTfA"
          + "qrlTH8gB";

  private PictureFixture() {}

  /** Three rows of two gray blocks, each of another gray. */
  static BufferedImage blocks() {
    BufferedImage image = new BufferedImage(2 * BLOCK, 3 * BLOCK, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < 3 * BLOCK; row++) {
      for (int column = 0; column < 2 * BLOCK; column++) {
        image.getRaster().setSample(column, row, 0, gray(row / BLOCK, column / BLOCK));
      }
    }
    return image;
  }

  /** 32 x 24 pixels of noise in colours. */
  static BufferedImage noise() {
    BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 32 * 24; i++) {
      image.setRGB(i % 32, i / 32, i * 0x9e3779b1);
    }
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes), format);
    return bytes.toByteArray();
  }

  /** With what comes first rough and then ever finer: progressive JPEG, interlaced PNG and GIF. */
  static byte[] progressive(BufferedImage image, String format) throws IOException {
    return written(
        image, format, writing -> writing.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
  }

  /** Packed in one of the ways that a format knows. */
  static byte[] packed(BufferedImage image, String format, String compression) throws IOException {
    return written(
        image,
        format,
        writing -> {
          writing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          writing.setCompressionType(compression);
        });
  }

  private interface Setting {
    void of(ImageWriteParam writing);
  }

  private static byte[] written(BufferedImage image, String format, Setting setting)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam writing = writer.getDefaultWriteParam();
    setting.of(writing);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), writing);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The {@link #blocks}, rounded. */
  static byte[] lossyWebp() {
    return Base64.getDecoder().decode(LOSSY_WEBP);
  }

  /** The {@link #blocks}. */
  static byte[] losslessWebp() {
    return Base64.getDecoder().decode(LOSSLESS_WEBP);
  }

  /** An EXIF block that says how the picture is to be held, and its width. */
  static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer block = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
    header(block).putShort((short) 2);
    entry(block, 0x100, 2 * BLOCK);
    entry(block, 0x112, orientation).putInt(0);
    return block.array();
  }

  /** The {@link #blocks} as a plain TIFF file with such a note. */
  static byte[] tiff(ByteOrder order, int orientation) {
    int entries = 9;
    int data = 8 + 2 + 12 * entries + 4;
    ByteBuffer file = ByteBuffer.allocate(data + 6 * BLOCK * BLOCK).order(order);
    header(file).putShort((short) entries);
    entry(file, 0x100, 2 * BLOCK);
    entry(file, 0x101, 3 * BLOCK);
    entry(file, 0x102, 8);
    entry(file, 0x103, 1);
    entry(file, 0x106, 1);
    entry(file, 0x111, data);
    entry(file, 0x112, orientation);
    entry(file, 0x115, 1);
    entry(file, 0x117, 6 * BLOCK * BLOCK).putInt(0);
    BufferedImage blocks = blocks();
    for (int i = 0; i < 6 * BLOCK * BLOCK; i++) {
      file.put((byte) blocks.getRaster().getSample(i % (2 * BLOCK), i / (2 * BLOCK), 0));
    }
    return file.array();
  }

  private static ByteBuffer header(ByteBuffer block) {
    byte letter = (byte) (block.order() == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    return block.put(letter).put(letter).putShort((short) 42).putInt(8);
  }

  private static ByteBuffer entry(ByteBuffer block, int tag, int value) {
    return block
        .putShort((short) tag)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) value)
        .putShort((short) 0);
  }

  /** A PNG file with a chunk more behind its header. */
  static byte[] withChunk(byte[] png, String kind, byte[] piece) {
    int behindHeader = 8 + 12 + 13;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(png, 0, behindHeader);
    bytes.writeBytes(chunk(kind, piece));
    bytes.write(png, behindHeader, png.length - behindHeader);
    return bytes.toByteArray();
  }

  /** A WebP file of one chunk with an EXIF chunk more. */
  static byte[] withExif(byte[] webp, byte[] block) {
    int extended = 10;
    ByteBuffer file =
        ByteBuffer.allocate(webp.length + 8 + extended + 8 + block.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(webp, 0, 4).putInt(file.capacity() - 8).put(webp, 8, 4);
    file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(extended);
    file.putInt(8);
    for (int less : new int[] {2 * BLOCK - 1, 3 * BLOCK - 1}) {
      file.putShort((short) less).put((byte) 0);
    }
    file.put(webp, 12, webp.length - 12);
    file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(block.length);
    return file.put(block).array();
  }

  /** A black PNG file of one bit a pixel, which is small at any size. */
  static byte[] black(int width, int height) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] row = new byte[1 + (width + 7) / 8];
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      for (int i = 0; i < height; i++) {
        out.write(row);
      }
    }
    return png(header.array(), packed.toByteArray());
  }

  /** A PNG file of a header and packed rows. */
  static byte[] png(byte[] header, byte[] packed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    bytes.writeBytes(chunk("IHDR", header));
    bytes.writeBytes(chunk("IDAT", packed));
    bytes.writeBytes(chunk("IEND", new byte[0]));
    return bytes.toByteArray();
  }

  private static byte[] chunk(String kind, byte[] piece) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + piece.length).putInt(piece.length);
    chunk.put(kind.getBytes(StandardCharsets.US_ASCII)).put(piece);
    CRC32 sum = new CRC32();
    sum.update(Arrays.copyOfRange(chunk.array(), 4, 8 + piece.length));
    return chunk.putInt((int) sum.getValue()).array();
  }
}
