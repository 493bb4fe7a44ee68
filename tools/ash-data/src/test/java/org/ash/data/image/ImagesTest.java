package org.ash.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import javax.imageio.ImageIO;
import org.ash.data.DataException;
import org.ash.data.DataSet;
import org.ash.data.DataSetSummary;
import org.ash.data.DataSets;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImagesTest {
  @TempDir private Path temp;

  private Path png(BufferedImage image) throws IOException {
    Path file = Files.createTempFile(temp, "image", ".png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static BufferedImage image(int width, int height, int type) {
    return new BufferedImage(width, height, type);
  }

  private DataException failure(Path file) {
    DataException e = assertThrows(DataException.class, () -> Images.read(file, 32, 32, 3));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    return e;
  }

  @Test
  void imageOfTheRightSize_keepsItsSamples() throws IOException {
    BufferedImage image = image(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x102030);
    image.setRGB(1, 0, 0xa0b0c0);
    Tensor read = Images.read(png(image), 1, 2, 3);
    assertEquals(DType.UINT8, read.dtype());
    assertEquals(Shape.of(3, 1, 2), read.shape());
    assertArrayEquals(new long[] {0x10, 0xa0, 0x20, 0xb0, 0x30, 0xc0}, read.toLongs());
  }

  @Test
  void gray_becomesThreeEqualPlanes_withoutBrightening() throws IOException {
    BufferedImage image = image(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 77);
    assertArrayEquals(new long[] {77, 77, 77}, Images.read(png(image), 1, 1, 3).toLongs());
  }

  @Test
  void grayOf16Bits_isReducedTo8() throws IOException {
    BufferedImage image = image(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 77 * 257);
    assertArrayEquals(new long[] {77}, Images.read(png(image), 1, 1, 1).toLongs());
  }

  @Test
  void colour_becomesLuma_whenGrayIsWanted() throws IOException {
    BufferedImage image = image(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x00ff00);
    assertArrayEquals(new long[] {150}, Images.read(png(image), 1, 1, 1).toLongs());
  }

  @Test
  void transparentPixels_areLaidOnWhite() throws IOException {
    BufferedImage image = image(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    Tensor read = Images.read(png(image), 1, 2, 3);
    assertArrayEquals(new long[] {255, 127, 255, 127, 255, 127}, read.toLongs());
  }

  @Test
  void wideImage_isCroppedInTheMiddle() throws IOException {
    BufferedImage image = image(6, 2, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 6; x++) {
      image.setRGB(x, 0, x);
      image.setRGB(x, 1, x);
    }
    Tensor read = Images.read(png(image), 2, 2, 3);
    assertArrayEquals(new long[] {2, 3, 2, 3}, Arrays.copyOfRange(read.toLongs(), 8, 12));
  }

  @Test
  void reducing_countsEveryPixel() throws IOException {
    BufferedImage image = image(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      boolean white = (i % 64 + Math.floorDiv(i, 64)) % 2 == 0;
      image.setRGB(i % 64, Math.floorDiv(i, 64), white ? 0xffffff : 0);
    }
    for (double value : Images.read(png(image), 8, 8, 3).toDoubles()) {
      assertEquals(127.5, value, 1, "a chequered image becomes gray");
    }
  }

  @Test
  void enlarging_isBilinear() throws IOException {
    BufferedImage image = image(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 100);
    image.getRaster().setSample(1, 1, 0, 100);
    long[] first = Arrays.copyOf(Images.read(png(image), 4, 4, 1).toLongs(), 4);
    assertArrayEquals(new long[] {0, 25, 75, 100}, first);
  }

  @Test
  void uniformImage_staysUniformAtAnySize() throws IOException {
    BufferedImage image = image(37, 53, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 37 * 53; i++) {
      image.setRGB(i % 37, Math.floorDiv(i, 37), 0xc8c8c8);
    }
    for (long value : Images.read(png(image), 41, 29, 3).toLongs()) {
      assertEquals(200, value);
    }
  }

  @Test
  void missingFile_isAnError() {
    assertTrue(failure(temp.resolve("none.png")).getMessage().contains("none.png is not there"));
  }

  @Test
  void folder_isAnError() {
    assertTrue(failure(temp).getMessage().contains("is a folder"));
  }

  @Test
  void fileThatIsNoImage_isAnError() throws IOException {
    Path file = Files.writeString(temp.resolve("note.png"), "not a picture");
    assertTrue(failure(file).getMessage().contains("is not an image of a known format"));
  }

  @Test
  void damagedImage_isAnError() throws IOException {
    BufferedImage image = image(64, 64, BufferedImage.TYPE_INT_RGB);
    Path file = png(image);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 40));
    assertTrue(failure(file).getMessage().contains("cannot be decoded"));
  }

  @Test
  void contactSheet_showsARowPerClass() throws IOException {
    DataSet set = DataSets.open("shapes:size=16,count=40,test=10");
    Path png = temp.resolve("new/sheet.png");
    ContactSheet.write(set.train().shown(Integer.MAX_VALUE), 10, 3, png);
    BufferedImage sheet = ImageIO.read(png.toFile());
    assertEquals(10 * (64 + 2) + 2, sheet.getHeight());
    assertEquals(3 * (64 + 2) + 2, sheet.getWidth());
    int firstOfClass4 = 0;
    while (set.train().shown(Integer.MAX_VALUE).label(firstOfClass4) != 4) {
      firstOfClass4++;
    }
    int red = set.train().shown(Integer.MAX_VALUE).image(firstOfClass4)[0] & 0xff;
    assertEquals(red, sheet.getRGB(2, 2 + 4 * 66) >> 16 & 0xff);
  }

  @Test
  void summary_countsImagesAndClasses() {
    DataSetSummary summary = DataSetSummary.of(DataSets.open("shapes:size=16,count=40,test=10"));
    assertEquals(40, summary.train().examples());
    assertEquals(Collections.nCopies(10, 4), summary.train().histogram());
    assertEquals(Collections.nCopies(10, 1), summary.test().histogram());
  }

  /** The decoder fills what a JPEG lacks with gray and only warns. */
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void fileThatWasCutOff_isDamaged(String format) throws IOException {
    byte[] whole = PictureFixture.encoded(PictureFixture.noise(), format);
    Path file = temp.resolve("cut." + format);
    for (int length : new int[] {whole.length / 10, whole.length / 2, whole.length * 9 / 10}) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message = failure(file).getMessage();
      assertTrue(message.startsWith(file + " cannot be decoded ("), length + ": " + message);
      assertTrue(message.endsWith("it is damaged."), message);
    }
  }

  @Test
  void jpegWithoutItsEndMarker_orWithBytesAfterIt_isWhole() throws IOException {
    byte[] whole = PictureFixture.encoded(PictureFixture.noise(), "jpg");
    Path file = Files.write(temp.resolve("whole.jpg"), whole);
    long[] expected = Images.read(file, 24, 32, 3).toLongs();
    for (int length : new int[] {whole.length - 2, whole.length + 100}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertArrayEquals(expected, Images.read(file, 24, 32, 3).toLongs());
    }
  }

  /** A run of ones is no code of a Huffman table; 0 stands behind 255 that is no marker. */
  @Test
  void jpegWithChangedBytesInItsScan_isDamaged() throws IOException {
    byte[] garbled = PictureFixture.encoded(PictureFixture.noise(), "jpg");
    int scanned = garbled.length - 100;
    for (int i = 0; i < 8; i++) {
      garbled[scanned + i] = (byte) (i % 2 == 0 ? 255 : 0);
    }
    String message = failure(Files.write(temp.resolve("garbled.jpg"), garbled)).getMessage();
    assertTrue(
        message.endsWith("(a part of the picture is garbled: bad Huffman code); it is damaged."),
        message);
  }

  @Test
  void jpegWithExtraneousBytes_isWhole() throws IOException {
    byte[] whole = PictureFixture.encoded(PictureFixture.noise(), "jpg");
    Path file = Files.write(temp.resolve("whole.jpg"), whole);
    long[] expected = Images.read(file, 24, 32, 3).toLongs();
    byte[] more = Arrays.copyOf(whole, whole.length + 50);
    System.arraycopy(whole, whole.length - 2, more, more.length - 2, 2);
    Arrays.fill(more, whole.length - 2, more.length - 2, (byte) 7);
    Files.write(file, more);
    assertArrayEquals(expected, Images.read(file, 24, 32, 3).toLongs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tif"})
  void everyFormatOfJava_isRead_whateverItsNameEndsIn(String format) throws IOException {
    Path file =
        Files.write(
            temp.resolve("picture.jpeg"), PictureFixture.encoded(PictureFixture.noise(), format));
    Bitmap image = Images.read(file);
    assertArrayEquals(new int[] {24, 32}, new int[] {image.height(), image.width()});
  }

  /** Odd sizes, so that a mistake in strides shows. */
  @Test
  void everyPixelOfAnRgbFile_isAsItWasDrawn() throws IOException {
    BufferedImage drawn = new BufferedImage(7, 5, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 35; i++) {
      drawn.setRGB(i % 7, i / 7, 0x010203 * i + 0x400080);
    }
    Path file = temp.resolve("rgb.png");
    assertTrue(ImageIO.write(drawn, "png", file.toFile()));
    Bitmap read = Images.read(file);
    for (int i = 0; i < 35; i++) {
      int pixel =
          (read.sample(0, i / 7, i % 7) << 16)
              + (read.sample(1, i / 7, i % 7) << 8)
              + read.sample(2, i / 7, i % 7);
      assertEquals(0x010203 * i + 0x400080, pixel, "pixel " + i);
    }
  }
}
