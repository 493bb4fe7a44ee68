package org.ash.cli.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.data.DataSet;
import org.ash.data.image.ImageStore;

/** Test images as files, so that who has no images can try {@code predict}. */
final class QuickstartSamples {
  private static final String FOLDER = "samples";
  private static final int COUNT = 3;

  private QuickstartSamples() {}

  /** Writes one of each of the first classes; they are named after them. */
  static List<Path> write(DataSet images, Path run) {
    ImageStore store = images.test().shown(1);
    List<Path> files = new ArrayList<>();
    try {
      Path folder = Files.createDirectories(run.resolve(FOLDER));
      for (int image = 0; image < Math.min(COUNT, store.size()); image++) {
        String name = images.classNames().get(store.label(image)).replaceAll("[^\\w-]+", "_");
        Path file = folder.resolve(name + ".png");
        ImageIO.write(picture(store, image), "png", file.toFile());
        files.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static BufferedImage picture(ImageStore store, int image) {
    byte[] samples = store.image(image);
    int plane = store.height() * store.width();
    BufferedImage picture =
        new BufferedImage(store.width(), store.height(), BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < plane; at++) {
      int colour = 0;
      for (int channel = 0; channel < 3; channel++) {
        int of = store.channels() == 1 ? 0 : channel;
        colour = (colour << 8) | (samples[of * plane + at] & 0xff);
      }
      picture.setRGB(at % store.width(), at / store.width(), colour);
    }
    return picture;
  }
}
