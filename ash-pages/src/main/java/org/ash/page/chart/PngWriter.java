package org.ash.page.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A scene as a PNG file on white, two dots to a pixel. */
final class PngWriter {
  private static final double DOTS = 2;
  private static final int PALE = 46;
  private static final float[][] DASHES = {
    {6, 3}, {2, 3}, {8, 3, 2, 3}, {12, 4}, {4, 2, 1, 2, 1, 2}
  };
  private static final Color LINE = new Color(0xd9dde3);
  private static final Color INK = new Color(0x1d2129);
  private static final Color MUTED = new Color(0x59606b);

  private PngWriter() {}

  static byte[] png(Scene scene) {
    BufferedImage picture =
        new BufferedImage(
            (int) Math.ceil(DOTS * scene.width()),
            (int) Math.ceil(DOTS * scene.height()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.scale(DOTS, DOTS);
    scene.marks().forEach(mark -> draw(pen, mark));
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void draw(Graphics2D pen, Mark mark) {
    if (mark instanceof Mark.Rule rule) {
      pen.setColor(LINE);
      pen.setStroke(new BasicStroke(1));
      pen.draw(new Line2D.Double(rule.x1(), rule.y1(), rule.x2(), rule.y2()));
    } else if (mark instanceof Mark.Path path) {
      pen.setColor(colour(path.hue(), 255));
      pen.setStroke(stroke(path));
      pen.draw(through(path.points()));
    } else if (mark instanceof Mark.Area area) {
      pen.setColor(colour(area.hue(), PALE));
      pen.fill(through(area.points()));
    } else if (mark instanceof Mark.Dot dot) {
      double r = dot.radius();
      pen.setColor(colour(dot.hue(), 255));
      pen.fill(new Ellipse2D.Double(dot.x() - r, dot.y() - r, 2 * r, 2 * r));
    } else if (mark instanceof Mark.Text text) {
      write(pen, text);
    }
  }

  private static void write(Graphics2D pen, Mark.Text text) {
    boolean title = text.weight() == Mark.Weight.TITLE;
    pen.setFont(new Font(Font.SANS_SERIF, title ? Font.BOLD : Font.PLAIN, (int) TextWidth.FONT));
    pen.setColor(text.weight() == Mark.Weight.MUTED ? MUTED : INK);
    double width = pen.getFontMetrics().stringWidth(text.text());
    double left =
        switch (text.anchor()) {
          case START -> text.x();
          case MIDDLE -> text.x() - width / 2;
          case END -> text.x() - width;
        };
    pen.drawString(text.text(), (float) left, (float) text.y());
  }

  private static BasicStroke stroke(Mark.Path path) {
    float width = (float) path.width();
    return path.dash() == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            DASHES[(path.dash() - 1) % DASHES.length],
            0);
  }

  private static Path2D through(List<Mark.Point> points) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      Mark.Point point = points.get(i);
      if (i == 0) {
        path.moveTo(point.x(), point.y());
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    return path;
  }

  private static Color colour(Hue hue, int alpha) {
    Color opaque = Color.decode(hue.light());
    return new Color(opaque.getRed(), opaque.getGreen(), opaque.getBlue(), alpha);
  }
}
