package org.ash.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A small set in ImageNet's layout: three images of cats and of dogs, to learn from and to test.
 */
public final class ImageFolder {
  private ImageFolder() {}

  /** Makes the folders {@code train} and {@code val}. */
  public static Path make(Path root) throws IOException {
    for (String split : List.of("train", "val")) {
      for (String id : List.of("cats", "dogs")) {
        Path folder = Files.createDirectories(root.resolve(split).resolve(id));
        for (int i = 0; i < 3; i++) {
          BufferedImage image = new BufferedImage(40 + i, 36, BufferedImage.TYPE_3BYTE_BGR);
          image.setRGB(5 * i, 7, 0xff8800);
          if (!ImageIO.write(image, "jpeg", folder.resolve(i + ".JPEG").toFile())) {
            throw new IOException("this Java writes no JPEG");
          }
        }
      }
    }
    return root;
  }

  /** Puts something else in place of an image. */
  public static Path damage(Path file) throws IOException {
    return Files.write(file, "not an image".getBytes(StandardCharsets.US_ASCII));
  }
}
