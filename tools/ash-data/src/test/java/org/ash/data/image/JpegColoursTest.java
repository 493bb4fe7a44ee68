package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.ash.data.DataException;
import org.junit.jupiter.api.Test;

final class JpegColoursTest {
  /** Of samples; JPEG rounds what it stores. */
  private static final int ROUNDING = 3;

  /** Red in YCbCr; a dark violet where it is taken for RGB. */
  private static final int[] STORED = {76, 85, 255};

  private static final int[] AS_YCBCR = {254, 0, 0};

  private static void assertColour(int red, int green, int blue, byte[] content) {
    Bitmap image = Images.decode(content, "colours.jpg");
    int[] wanted = {red, green, blue};
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(wanted[channel], image.sample(channel, 7, 5), ROUNDING, "channel " + channel);
    }
  }

  private static void assertYcbcr(byte[] content) {
    assertColour(AS_YCBCR[0], AS_YCBCR[1], AS_YCBCR[2], content);
  }

  private static void assertRgb(byte[] content) {
    assertColour(STORED[0], STORED[1], STORED[2], content);
  }

  /** Java's own decoder guesses from names that the JPEG library takes for nothing. */
  @Test
  void withoutANote_threeComponentsAreYcbcr_exceptTheyAreCalledRgb() throws IOException {
    byte[] file = JpegFixture.of(STORED);
    assertYcbcr(JpegFixture.named(file, 1, 2, 3));
    assertYcbcr(JpegFixture.named(file, 0, 1, 2));
    assertYcbcr(JpegFixture.named(file, 1, 34, 35));
    assertYcbcr(JpegFixture.named(file, 'Y', 'C', 'c'));
    assertYcbcr(JpegFixture.named(file, 'r', 'g', 'b'));
    assertYcbcr(JpegFixture.named(file, 'B', 'G', 'R'));
    assertYcbcr(JpegFixture.named(file, 255, 254, 253));
    assertRgb(JpegFixture.named(file, 'R', 'G', 'B'));
  }

  @Test
  void withJfifsNote_theyAreYcbcr_whateverElseIsThere() throws IOException {
    byte[] file = JpegFixture.of(STORED);
    assertYcbcr(JpegFixture.jfif(JpegFixture.named(file, 0, 1, 2)));
    assertYcbcr(JpegFixture.jfif(JpegFixture.named(file, 'R', 'G', 'B')));
    assertYcbcr(JpegFixture.jfif(JpegFixture.adobe(0, file)));
    assertYcbcr(JpegFixture.adobe(0, JpegFixture.jfif(file)));
  }

  @Test
  void adobesNote_tellsTheTransform() throws IOException {
    byte[] file = JpegFixture.of(STORED);
    assertRgb(JpegFixture.adobe(0, JpegFixture.named(file, 1, 2, 3)));
    assertYcbcr(JpegFixture.adobe(1, JpegFixture.named(file, 0, 1, 2)));
    assertYcbcr(JpegFixture.adobe(1, JpegFixture.named(file, 'R', 'G', 'B')));
    assertYcbcr(JpegFixture.adobe(2, JpegFixture.named(file, 1, 2, 3)));
  }

  @Test
  void oneComponentIsGray_twoAreRefused() throws IOException {
    Bitmap gray = Images.decode(JpegFixture.of(77), "gray.jpg");
    assertEquals(1, gray.channels());
    assertEquals(77, gray.sample(0, 3, 3));
    byte[] two = JpegFixture.of(77, 88);
    String message =
        assertThrows(DataException.class, () -> Images.decode(two, "two.jpg")).getMessage();
    assertEquals("two.jpg cannot be read (JPEG of 2 components); convert it.", message);
  }

  /** As browsers do: inks are inverted, whether or not a note of Adobe's is there. */
  @Test
  void inksWithoutANote_areInverted() throws IOException {
    assertColour(0, 255, 255, JpegFixture.of(0, 255, 255, 255));
    assertColour(255, 0, 255, JpegFixture.of(255, 0, 255, 255));
    assertColour(255, 255, 255, JpegFixture.of(255, 255, 255, 255));
    assertColour(127, 127, 127, JpegFixture.of(255, 255, 255, 127));
    assertColour(64, 127, 127, JpegFixture.of(127, 255, 255, 127));
    assertTrue(JpegPicture.open(JpegFixture.of(1, 2, 3, 4)).printed());
  }

  @Test
  void adobesInks_areInverted() throws IOException {
    assertColour(0, 255, 255, JpegFixture.adobe(0, JpegFixture.of(0, 255, 255, 255)));
    assertColour(127, 127, 127, JpegFixture.adobe(0, JpegFixture.of(255, 255, 255, 127)));
  }

  /** Cyan: what stands for (0, 255, 255) inverted inks is red in YCbCr, (76, 85, 255). */
  @Test
  void ycck_isConvertedToInksFirst() throws IOException {
    assertColour(0, 255, 255, JpegFixture.adobe(2, JpegFixture.of(76, 85, 255, 255)));
    assertColour(0, 127, 127, JpegFixture.adobe(2, JpegFixture.of(76, 85, 255, 127)));
  }
}
