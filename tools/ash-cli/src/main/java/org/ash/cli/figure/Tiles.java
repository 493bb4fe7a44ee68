package org.ash.cli.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.ash.page.Html;
import org.ash.page.Picture;

/** Small pictures in rows, each with a line of text above. */
public final class Tiles {
  /** Rows and columns of a tile. */
  static final int SIDE = 128;

  /** Rows and columns of a tile on a page, which has many. */
  private static final int PAGE_SIDE = 64;

  private static final int GAP = 8;
  private static final int TEXT = 18;

  private final List<List<Tile>> rows = new ArrayList<>();

  /**
   * Says what colour a tile has somewhere.
   *
   * <p>Places are given in 0..1, from the top and from the left; colours as 0xRRGGBB.
   */
  @FunctionalInterface
  interface Paint {
    int colour(double down, double right);
  }

  private record Tile(String title, Paint paint) {}

  /** Begins a row. */
  Tiles row() {
    rows.add(new ArrayList<>());
    return this;
  }

  /** Adds a tile to the row. */
  Tiles tile(String title, Paint paint) {
    rows.get(rows.size() - 1).add(new Tile(title, paint));
    return this;
  }

  /** As a PNG file. */
  public byte[] png() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(1);
    BufferedImage picture =
        new BufferedImage(
            GAP + columns * (SIDE + GAP),
            GAP + rows.size() * (SIDE + TEXT + GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    pen.setColor(Color.DARK_GRAY);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        Tile tile = rows.get(row).get(column);
        int left = GAP + column * (SIDE + GAP);
        int top = GAP + row * (SIDE + TEXT + GAP);
        pen.drawString(tile.title(), left, top + TEXT - 5);
        paint(picture, tile.paint(), left, top + TEXT);
      }
    }
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Rows as HTML, each tile with its text below. */
  String html() {
    StringBuilder html = new StringBuilder("<div class=\"rows\">");
    for (List<Tile> row : rows) {
      html.append(
          Picture.gallery(
              row.stream()
                  .map(
                      tile ->
                          Picture.of(
                              Thumbnail.paint(tile.paint(), PAGE_SIDE, PAGE_SIDE),
                              tile.title(),
                              Html.escape(tile.title())))
                  .toList()));
    }
    return html.append("</div>\n").toString();
  }

  private static void paint(BufferedImage picture, Paint paint, int left, int top) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        picture.setRGB(left + x, top + y, paint.colour((y + 0.5) / SIDE, (x + 0.5) / SIDE));
      }
    }
  }
}
