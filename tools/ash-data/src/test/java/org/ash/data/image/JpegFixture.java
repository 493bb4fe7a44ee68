package org.ash.data.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files of which it is known what stands in them, and the notes that tell what it means. */
public final class JpegFixture {
  private static final int SIDE = 16;
  private static final int SCAN = 0xda;

  private JpegFixture() {}

  /** All pixels alike: what stands in the file for one to four components, without any note. */
  public static byte[] of(int... stored) throws IOException {
    WritableRaster raster =
        Raster.createBandedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, stored.length, null);
    for (int band = 0; band < stored.length; band++) {
      int[] values = new int[SIDE * SIDE];
      Arrays.fill(values, stored[band]);
      raster.setSamples(0, 0, SIDE, SIDE, band, values);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The same, its components called otherwise: in the frame header, and in that of the scan. */
  public static byte[] named(byte[] file, int... ids) {
    byte[] named = file.clone();
    for (int at = 2; (named[at + 1] & 0xff) != SCAN; at += 2 + two(named, at + 2)) {
      if ((named[at + 1] & 0xff) == 0xc0) {
        for (int i = 0; i < ids.length; i++) {
          named[at + 10 + 3 * i] = (byte) ids[i];
        }
      }
      int next = at + 2 + two(named, at + 2);
      if ((named[next + 1] & 0xff) == SCAN) {
        for (int i = 0; i < ids.length; i++) {
          named[next + 5 + 2 * i] = (byte) ids[i];
        }
      }
    }
    return named;
  }

  /** The same with the note of a JFIF file. */
  public static byte[] jfif(byte[] file) {
    return noted(file, 0xe0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
  }

  /** The same with the note that programs of Adobe write: 0 as it is, 1 for YCbCr, 2 for YCCK. */
  public static byte[] adobe(int transform, byte[] file) {
    return noted(
        file, 0xee, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
  }

  /** The same with an EXIF block. */
  public static byte[] exif(byte[] file, byte[] block) {
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] note = Arrays.copyOf(name, name.length + block.length);
    System.arraycopy(block, 0, note, name.length, block.length);
    return noted(file, 0xe1, note);
  }

  private static byte[] noted(byte[] file, int marker, byte[] note) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, 2);
    bytes.write(0xff);
    bytes.write(marker);
    bytes.write((note.length + 2) >> 8);
    bytes.write(note.length + 2);
    bytes.writeBytes(note);
    bytes.write(file, 2, file.length - 2);
    return bytes.toByteArray();
  }

  private static int two(byte[] content, int at) {
    return ((content[at] & 0xff) << 8) + (content[at + 1] & 0xff);
  }
}
