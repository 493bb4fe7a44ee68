package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class CmykJpegTest {
  /** Of samples; JPEG rounds what it stores. */
  private static final int ROUNDING = 3;

  private static void assertColour(int red, int green, int blue, byte[] content) {
    Bitmap image = Images.decode(content, "print.jpg");
    int[] wanted = {red, green, blue};
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(wanted[channel], image.sample(channel, 7, 5), ROUNDING, "channel " + channel);
    }
  }

  @Test
  void inks_takeTheirColourFromWhite() throws IOException {
    assertColour(0, 255, 255, CmykFixture.plain(255, 0, 0, 0));
    assertColour(255, 0, 255, CmykFixture.plain(0, 255, 0, 0));
    assertColour(255, 255, 0, CmykFixture.plain(0, 0, 255, 0));
    assertColour(255, 255, 255, CmykFixture.plain(0, 0, 0, 0));
  }

  @Test
  void black_darkensAllAlike() throws IOException {
    assertColour(127, 127, 127, CmykFixture.plain(0, 0, 0, 128));
    assertColour(64, 127, 127, CmykFixture.plain(128, 0, 0, 128));
  }

  @Test
  void adobesInks_areInverted() throws IOException {
    assertColour(0, 255, 255, CmykFixture.adobe(0, 0, 255, 255, 255));
    assertColour(127, 127, 127, CmykFixture.adobe(0, 255, 255, 255, 127));
  }

  /** Cyan: what stands for (0, 255, 255) inverted inks is red in YCbCr, (76, 85, 255). */
  @Test
  void ycck_isConvertedToInksFirst() throws IOException {
    assertColour(0, 255, 255, CmykFixture.adobe(2, 76, 85, 255, 255));
    assertColour(0, 127, 127, CmykFixture.adobe(2, 76, 85, 255, 127));
  }

  @Test
  void othersThanCmyk_areLeftToImageIo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR), "jpeg", bytes));
    assertEquals(Optional.empty(), CmykJpeg.decode(bytes.toByteArray()));
    assertFalse(CmykJpeg.is(new byte[] {1, 2, 3}));
  }

  @Test
  void everyBeginningOfAFile_isReadWithoutRunningOverItsEnd() throws IOException {
    byte[] whole = CmykFixture.adobe(2, 1, 2, 3, 4);
    for (int length = 0; length < 200; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      boolean is = CmykJpeg.is(part);
      assertTrue(!is || length > 20, "told of 4 components after " + length + " bytes");
    }
    assertArrayEquals(new boolean[] {true}, new boolean[] {CmykJpeg.is(whole)});
  }
}
