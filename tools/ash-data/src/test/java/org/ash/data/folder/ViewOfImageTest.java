package org.ash.data.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.ash.data.image.Bitmap;
import org.ash.data.image.Images;
import org.junit.jupiter.api.Test;

final class ViewOfImageTest {
  private static final int VIEWS = 4_000;

  private static Bitmap image(int height, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    assertTrue(ImageIO.write(image, "png", bytes));
    return Images.decode(bytes.toByteArray(), "image");
  }

  @Test
  void centre_isWhatRemainsOfTheShorterSide() throws IOException {
    assertEquals(
        new ViewOfImage(31, 81, 438, 438, false), ViewOfImage.centre(image(500, 600), 224, 256));
    assertEquals(new ViewOfImage(0, 5, 20, 20, false), ViewOfImage.centre(image(20, 30), 16, 16));
  }

  @Test
  void randomViews_lieInTheImage_withinTheShares() throws IOException {
    Bitmap image = image(375, 500);
    double least = 1;
    double most = 0;
    int mirrored = 0;
    for (int i = 0; i < VIEWS; i++) {
      ViewOfImage view = ViewOfImage.random(image, 3, 1, i);
      assertTrue(view.top() >= 0 && view.top() + view.height() <= 375, view.toString());
      assertTrue(view.left() >= 0 && view.left() + view.width() <= 500, view.toString());
      double stretch = (double) view.width() / view.height();
      assertTrue(stretch > 0.73 && stretch < 1.36, view.toString());
      double share = (double) view.height() * view.width() / (375 * 500);
      least = Math.min(least, share);
      most = Math.max(most, share);
      mirrored += view.mirrored() ? 1 : 0;
    }
    assertTrue(least > 0.078 && least < 0.09, "least share " + least);
    assertTrue(most > 0.95, "most " + most);
    // Four standard deviations of a fair coin.
    assertEquals(VIEWS / 2.0, mirrored, 4 * Math.sqrt(VIEWS) / 2);
  }

  @Test
  void imageTooNarrowForAnyAttempt_givesItsCentre() throws IOException {
    ViewOfImage view = ViewOfImage.random(image(400, 3), 1, 0, 0);
    assertEquals(3, view.width());
    assertEquals(4, view.height());
    assertEquals(198, view.top());
  }

  @Test
  void view_isAFunctionOfSeedEpochAndIndex() throws IOException {
    Bitmap image = image(100, 100);
    ViewOfImage view = ViewOfImage.random(image, 3, 1, 7);
    assertEquals(view, ViewOfImage.random(image, 3, 1, 7));
    assertTrue(!view.equals(ViewOfImage.random(image, 4, 1, 7)));
    assertTrue(!view.equals(ViewOfImage.random(image, 3, 2, 7)));
    assertTrue(!view.equals(ViewOfImage.random(image, 3, 1, 8)));
  }
}
