package org.ash.data.folder;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.data.image.JpegFixture;

/** A small set in ImageNet's layout: images of many sizes, of another colour each. */
final class FolderFixture {
  static final List<String> CLASSES = List.of("n01", "n02", "n03");

  private FolderFixture() {}

  /** Three classes of {@code each} training images and two test images. */
  static Path make(Path root, int each) throws IOException {
    for (int label = 0; label < CLASSES.size(); label++) {
      for (int i = 0; i < each; i++) {
        image(root.resolve("train").resolve(CLASSES.get(label)), label, i);
      }
      for (int i = 0; i < 2; i++) {
        image(root.resolve("val").resolve(CLASSES.get(label)), label, 100 + i);
      }
    }
    return root;
  }

  /** Writes an image; its size and colour follow from its number. */
  static Path image(Path folder, int label, int number) throws IOException {
    Files.createDirectories(folder);
    BufferedImage image =
        new BufferedImage(
            20 + 7 * (number % 5), 18 + 11 * (number % 4), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(40 + 60 * label, 10 * (number % 20), 128));
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.setColor(Color.WHITE);
    pen.fillRect(image.getWidth() / 3, image.getHeight() / 4, 6, 5);
    pen.dispose();
    Path file = folder.resolve("%03d.JPEG".formatted(number));
    if (!ImageIO.write(image, "jpeg", file.toFile())) {
      throw new IOException("this Java writes no JPEG");
    }
    return file;
  }

  /** Writes an image without colour. */
  static Path gray(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    BufferedImage image = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_GRAY);
    if (!ImageIO.write(image, "jpeg", file.toFile())) {
      throw new IOException("this Java writes no JPEG");
    }
    return file;
  }

  /** Writes an image in the colours of printers. */
  static Path cmyk(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve(name), JpegFixture.adobe(0, JpegFixture.of(0, 255, 255, 255)));
  }

  /** Cuts a file off in the middle of its header, so that nothing of it can be decoded. */
  static Path damage(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Files.write(file, java.util.Arrays.copyOf(content, 60));
  }
}
