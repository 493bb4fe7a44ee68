package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.data.DataException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A file that was cut anywhere is refused, or is the picture that it was. */
final class DamageTest {

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String format : new String[] {"jpg", "png", "gif", "bmp", "tif"}) {
      files.put(format, PictureFixture.encoded(PictureFixture.noise(), format));
      files.put("gray " + format, PictureFixture.encoded(PictureFixture.blocks(), format));
    }
    for (String format : new String[] {"jpg", "png", "gif"}) {
      files.put(
          "progressive " + format, PictureFixture.progressive(PictureFixture.noise(), format));
    }
    files.put("CMYK jpg", JpegFixture.adobe(0, JpegFixture.of(10, 200, 30, 240)));
    for (String compression : new String[] {"LZW", "Deflate", "PackBits", "JPEG"}) {
      files.put(
          compression + " tif", PictureFixture.packed(PictureFixture.noise(), "tif", compression));
    }
    files.put("plain tif", PictureFixture.tiff(ByteOrder.LITTLE_ENDIAN, 1));
    files.put("lossy webp", PictureFixture.lossyWebp());
    files.put("lossless webp", PictureFixture.losslessWebp());
    return files;
  }

  @TestFactory
  Stream<DynamicTest> everyCut_isRefused_orLeavesThePictureWhole() throws IOException {
    return files().entrySet().stream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> cutEverywhere(file)));
  }

  private static void cutEverywhere(Map.Entry<String, byte[]> file) {
    byte[] whole = file.getValue();
    byte[] expected = samples(whole);
    List<Integer> others = new ArrayList<>();
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        if (!Arrays.equals(expected, samples(cut))) {
          others.add(length);
        }
      } catch (DataException e) {
        refused++;
        assertTrue(e.getMessage().startsWith("a file "), e.getMessage());
      }
    }
    assertEquals(List.of(), others, "cuts that gave another picture, of " + whole.length);
    assertTrue(refused > whole.length / 2, refused + " of " + whole.length + " cuts refused");
  }

  private static byte[] samples(byte[] content) {
    Bitmap image = Images.decode(content, "a file");
    byte[] samples = new byte[image.channels() * image.height() * image.width()];
    image.copyTo(samples, 0);
    return samples;
  }

  /** Java's decoder reads pictures with wrong checksums without a word. */
  @Test
  void aPngFileWithAChangedByte_isRefused() throws IOException {
    byte[] whole = PictureFixture.encoded(PictureFixture.noise(), "png");
    int data = 8 + 12 + 13 + 8;
    for (int at = data; at < whole.length - 12; at += 7) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      DataException refusal = assertThrows(DataException.class, () -> samples(changed));
      assertTrue(refusal.getMessage().contains("garbled"), refusal.getMessage());
    }
  }

  /** Scans may come one component at a time, and files may lack their end marker alone. */
  @Test
  void aFileThatLacksItsEndMarkerOnly_isWhole() throws IOException {
    for (byte[] whole :
        List.of(
            PictureFixture.encoded(PictureFixture.noise(), "jpg"),
            PictureFixture.progressive(PictureFixture.noise(), "jpg"))) {
      assertArrayEquals(samples(whole), samples(Arrays.copyOf(whole, whole.length - 2)));
    }
    byte[] png = PictureFixture.encoded(PictureFixture.noise(), "png");
    assertArrayEquals(samples(png), samples(Arrays.copyOf(png, png.length - 12)));
  }
}
