package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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

  /** As browsers do: inks are inverted, whether or not a note of Adobe's is there. */
  @Test
  void inksWithoutANote_areInverted() throws IOException {
    assertColour(0, 255, 255, CmykFixture.plain(0, 255, 255, 255));
    assertColour(255, 0, 255, CmykFixture.plain(255, 0, 255, 255));
    assertColour(255, 255, 255, CmykFixture.plain(255, 255, 255, 255));
    assertColour(127, 127, 127, CmykFixture.plain(255, 255, 255, 127));
    assertColour(64, 127, 127, CmykFixture.plain(127, 255, 255, 127));
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
}
