package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures are turned as EXIF says, in every format that has such a note. */
final class OrientationTest {
  /** Of samples in files with losses. */
  private static final int ROUNDING = 4;

  /**
   * Blocks are numbered from 0 by rows, as they are stored: 01 / 23 / 45. Wanted are the image's
   * rows.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 01/23/45",
    "1, 01/23/45",
    "2, 10/32/54",
    "3, 54/32/10",
    "4, 45/23/01",
    "5, 024/135",
    "6, 420/531",
    "7, 531/420",
    "8, 135/024",
    "9, 01/23/45",
    "65535, 01/23/45"
  })
  void picturesAreHeldAsNoted(int number, String wanted) throws IOException {
    byte[] jpeg = PictureFixture.encoded(PictureFixture.blocks(), "jpg");
    byte[] png = PictureFixture.encoded(PictureFixture.blocks(), "png");
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] exif = PictureFixture.exif(order, number);
      assertBlocks(wanted, "JPEG", JpegFixture.exif(jpeg, exif));
      assertBlocks(wanted, "PNG", PictureFixture.withChunk(png, "eXIf", exif));
      assertBlocks(wanted, "WebP", PictureFixture.withExif(PictureFixture.losslessWebp(), exif));
      assertBlocks(wanted, "lossy WebP", PictureFixture.withExif(PictureFixture.lossyWebp(), exif));
      assertBlocks(wanted, "TIFF", PictureFixture.tiff(order, number));
    }
  }

  /** A damaged note is no reason to refuse a picture. */
  @Test
  void whatIsNoExif_turnsNothing() throws IOException {
    byte[] jpeg = PictureFixture.encoded(PictureFixture.blocks(), "jpg");
    byte[] sound = PictureFixture.exif(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < 8 + 2 + 2 * 12; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertBlocks("01/23/45", "cut to " + length, JpegFixture.exif(jpeg, cut));
    }
    byte[] elsewhere = sound.clone();
    elsewhere[4] = -1;
    assertBlocks("01/23/45", "directory far away", JpegFixture.exif(jpeg, elsewhere));
  }

  /** A thumbnail or an edited copy may carry another block; the first counts, as in libraries. */
  @Test
  void theFirstOfTwoNotesCounts() throws IOException {
    byte[] jpeg = PictureFixture.encoded(PictureFixture.blocks(), "jpg");
    byte[] second = JpegFixture.exif(jpeg, PictureFixture.exif(ByteOrder.BIG_ENDIAN, 3));
    byte[] both = JpegFixture.exif(second, PictureFixture.exif(ByteOrder.BIG_ENDIAN, 8));
    assertBlocks("135/024", "two notes", both);
  }

  private static void assertBlocks(String wanted, String what, byte[] content) {
    Bitmap image = Images.decode(content, what);
    String[] rows = wanted.split("/", -1);
    int block = PictureFixture.BLOCK;
    assertEquals(rows.length * block, image.height(), what);
    assertEquals(rows[0].length() * block, image.width(), what);
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[row].length(); column++) {
        int stored = rows[row].charAt(column) - '0';
        assertEquals(
            PictureFixture.gray(stored / 2, stored % 2),
            image.sample(0, row * block + 3, column * block + 4),
            ROUNDING,
            what + ", block " + row + ", " + column);
      }
    }
  }
}
