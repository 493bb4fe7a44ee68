package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a picture takes is bounded by its header, before room is made for it. */
final class HugePictureTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path temporary;

  private static String refusal(byte[] content) {
    return assertThrows(DataException.class, () -> Images.decode(content, "huge")).getMessage();
  }

  @Test
  void whatTakesTooMuch_isReadInSteps_theSameOnEveryMachine() throws IOException {
    assertEquals(1, PictureSize.of(4_000, 6_000, 3).step());
    assertEquals(1, PictureSize.of(7_200, 7_200, 3).step());
    assertEquals(2, PictureSize.of(7_300, 7_300, 3).step());
    assertEquals(3, PictureSize.of(20_000, 20_000, 3).step());
    assertEquals(5, PictureSize.of(32_768, 32_768, 3).step());
    for (int side = 1; side <= 32_768; side += 77) {
      PictureSize size = PictureSize.of(side, 32_768, 8);
      assertTrue(size.bytes() <= PictureSize.MOST_MIB * MIB, () -> size + " takes too much");
    }
  }

  @Test
  void aPictureOf100Megapixels_isReadSubsampled() throws IOException {
    Path file = Files.write(temporary.resolve("large.png"), PictureFixture.black(10_000, 10_001));
    Bitmap image = Images.read(file);
    assertEquals(5_000, image.width());
    assertEquals(5_001, image.height());
    assertEquals(0, image.sample(0, 5_000, 4_999));
  }

  @Test
  void whatNobodyCanHold_isRefusedByItsSize() throws IOException {
    byte[] header = ByteBuffer.allocate(13).putInt(46_000).putInt(46_000).put((byte) 1).array();
    assertEquals(
        "huge cannot be read (it has 46,000 x 46,000 pixels; the most are 1,073,741,824, and"
            + " 1,000,000 in a row or column); convert it.",
        refusal(PictureFixture.png(header, new byte[100])));
    for (int side : new int[] {Integer.MAX_VALUE, 0, -1}) {
      byte[] odd = ByteBuffer.allocate(13).putInt(side).putInt(3).put((byte) 8).array();
      assertTrue(refusal(PictureFixture.png(odd, new byte[100])).contains("pixels"));
    }
  }

  /** Of a promise of pixels without any, the promise is not kept room for. */
  @Test
  void aJpegHeaderThatPromisesMore_isDamaged() throws IOException {
    byte[] file = JpegFixture.of(76, 85, 255);
    for (int at = 2; at < file.length; at++) {
      if ((file[at] & 0xff) == 0xff && (file[at + 1] & 0xff) == 0xc0) {
        file[at + 5] = 0x7f;
        file[at + 7] = 0x7f;
      }
    }
    assertEquals(
        "huge cannot be decoded (a part of the picture is missing); it is damaged.", refusal(file));
  }
}
