package org.ash.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.data.DataException;

/**
 * A picture of a set of images for people to look at: a row for each class, from class 0 down, with
 * the first images of that class; small images are enlarged.
 */
public final class ContactSheet {
  private static final int GAP = 2;
  private static final int BACKGROUND = 0xffffff;

  /** Images with fewer rows are enlarged by a whole factor to at least this many. */
  private static final int LEAST_SIDE = 64;

  private ContactSheet() {}

  /**
   * Writes a PNG.
   *
   * @param images what to show
   * @param classes number of rows
   * @param columns most images of a class
   * @param png the file to write; one that exists is replaced
   * @throws DataException when it cannot be written
   */
  public static void write(ImageStore images, int classes, int columns, Path png) {
    BufferedImage sheet = draw(rows(images, classes, columns), images, columns);
    try {
      if (png.toAbsolutePath().getParent() != null) {
        Files.createDirectories(png.toAbsolutePath().getParent());
      }
      Path partial = png.resolveSibling(png.getFileName() + ".partial");
      if (!ImageIO.write(sheet, "png", partial.toFile())) {
        throw new IOException("this Java writes no PNG");
      }
      Files.move(partial, png, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DataException.causedBy(
          e, "%s cannot be written (%s); choose another place.", png, DataException.reason(e));
    }
  }

  private static List<List<Integer>> rows(ImageStore images, int classes, int columns) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 0; i < images.size(); i++) {
      List<Integer> row = rows.get(images.label(i));
      if (row.size() < columns) {
        row.add(i);
      }
    }
    return rows;
  }

  private static BufferedImage draw(List<List<Integer>> rows, ImageStore images, int columns) {
    int factor = Math.max(1, (LEAST_SIDE + images.height() - 1) / images.height());
    int rowHeight = images.height() * factor + GAP;
    int columnWidth = images.width() * factor + GAP;
    BufferedImage sheet =
        new BufferedImage(
            columns * columnWidth + GAP, rows.size() * rowHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, BACKGROUND);
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        draw(
            images,
            rows.get(row).get(column),
            factor,
            sheet,
            GAP + column * columnWidth,
            GAP + row * rowHeight);
      }
    }
    return sheet;
  }

  private static void draw(
      ImageStore images, int image, int factor, BufferedImage sheet, int left, int top) {
    byte[] bytes = images.block(image);
    int plane = images.height() * images.width();
    for (int y = 0; y < images.height() * factor; y++) {
      for (int x = 0; x < images.width() * factor; x++) {
        int at =
            images.offset(image)
                + Math.floorDiv(y, factor) * images.width()
                + Math.floorDiv(x, factor);
        int red = bytes[at] & 0xff;
        int green = images.channels() < 3 ? red : bytes[at + plane] & 0xff;
        int blue = images.channels() < 3 ? red : bytes[at + 2 * plane] & 0xff;
        sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
      }
    }
  }
}
