package org.ash.data.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files in four colours, all pixels alike. */
public final class CmykFixture {
  private static final int SIDE = 16;

  private CmykFixture() {}

  /** What stands in the file for the four components, without any note on what they mean. */
  public static byte[] plain(int... stored) throws IOException {
    WritableRaster raster = Raster.createBandedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, 4, null);
    for (int band = 0; band < 4; band++) {
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

  /** The same with the segment that programs of Adobe write: 0 for CMYK, 2 for YCCK. */
  public static byte[] adobe(int transform, int... stored) throws IOException {
    byte[] plain = plain(stored);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 2);
    bytes.write(new byte[] {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100});
    bytes.write(new byte[] {0, 0, 0, 0, (byte) transform});
    bytes.write(plain, 2, plain.length - 2);
    return bytes.toByteArray();
  }
}
