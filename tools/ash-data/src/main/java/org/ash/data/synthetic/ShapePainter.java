package org.ash.data.synthetic;

import java.util.Arrays;
import org.ash.tensor.Philox;

/** Draws scenes, one at a time, in plain arithmetic; edges are smoothed by 16 points a pixel. */
final class ShapePainter {
  private static final int POINTS = 4;

  /** Standard deviation of the sum of four bytes: sqrt(4 (256^2 - 1) / 12). */
  private static final double DEVIATION_OF_FOUR_BYTES = 147.8;

  private static final int MEAN_OF_FOUR_BYTES = 510;

  private final int size;
  private final double[] canvas;
  private final byte[] pixels;
  private final byte[] mask;

  /** Draws images of {@code size} rows and columns. */
  ShapePainter(int size) {
    this.size = size;
    canvas = new double[3 * size * size];
    pixels = new byte[3 * size * size];
    mask = new byte[size * size];
  }

  /** The image drawn last, {@code [3, H, W]}; written again by the next. */
  byte[] pixels() {
    return pixels;
  }

  /** Where the figure drawn last covers at least half of a pixel, 0 or 1; {@code [H, W]}. */
  byte[] mask() {
    return mask;
  }

  void paint(ShapeScene scene, Philox noise) {
    background(scene);
    for (ShapeScene.Speck speck : scene.specks()) {
      disc(speck);
    }
    Arrays.fill(mask, (byte) 0);
    figure(scene);
    develop(scene.noise(), noise);
  }

  private void background(ShapeScene scene) {
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double share =
            0.5
                + (column + 0.5 - size / 2.0) * scene.slopeX()
                + (row + 0.5 - size / 2.0) * scene.slopeY();
        double inRange = Math.min(1, Math.max(0, share));
        blend(row, column, scene.near().towards(scene.far(), inRange), 1);
      }
    }
  }

  private void disc(ShapeScene.Speck speck) {
    double squared = speck.radius() * speck.radius();
    for (int row = first(speck.y(), speck.radius());
        row <= last(speck.y(), speck.radius());
        row++) {
      for (int column = first(speck.x(), speck.radius());
          column <= last(speck.x(), speck.radius());
          column++) {
        int hits = 0;
        for (int point = 0; point < POINTS * POINTS; point++) {
          double x = column + (point % POINTS + 0.5) / POINTS - speck.x();
          double y = row + (Math.floorDiv(point, POINTS) + 0.5) / POINTS - speck.y();
          hits += x * x + y * y <= squared ? 1 : 0;
        }
        blend(row, column, speck.colour(), hits / (double) (POINTS * POINTS));
      }
    }
  }

  private void figure(ShapeScene scene) {
    for (int row = first(scene.y(), scene.radius());
        row <= last(scene.y(), scene.radius());
        row++) {
      for (int column = first(scene.x(), scene.radius());
          column <= last(scene.x(), scene.radius());
          column++) {
        double share = covered(scene, row, column);
        blend(row, column, scene.colour(), share);
        if (share >= 0.5) {
          mask[row * size + column] = 1;
        }
      }
    }
  }

  /** Share of a pixel that lies in the figure. */
  private static double covered(ShapeScene scene, int row, int column) {
    int hits = 0;
    for (int point = 0; point < POINTS * POINTS; point++) {
      double x = (column + (point % POINTS + 0.5) / POINTS - scene.x()) / scene.radius();
      double y = (row + (Math.floorDiv(point, POINTS) + 0.5) / POINTS - scene.y()) / scene.radius();
      double turnedX = scene.cos() * x + scene.sin() * y;
      double turnedY = scene.cos() * y - scene.sin() * x;
      hits += scene.shape().contains(turnedX, turnedY) ? 1 : 0;
    }
    return hits / (double) (POINTS * POINTS);
  }

  private int first(double centre, double radius) {
    return Math.max(0, (int) Math.floor(centre - radius));
  }

  private int last(double centre, double radius) {
    return Math.min(size - 1, (int) Math.floor(centre + radius));
  }

  private void blend(int row, int column, Colour colour, double share) {
    int at = row * size + column;
    int plane = size * size;
    canvas[at] += share * (colour.red() - canvas[at]);
    canvas[at + plane] += share * (colour.green() - canvas[at + plane]);
    canvas[at + 2 * plane] += share * (colour.blue() - canvas[at + 2 * plane]);
  }

  /** Adds noise, close to normal, and rounds to bytes. */
  private void develop(double deviation, Philox noise) {
    double scale = deviation / DEVIATION_OF_FOUR_BYTES;
    for (int i = 0; i < canvas.length; i++) {
      if (i % 4 == 0) {
        int[] bits = noise.block(i / 4);
        for (int k = 0; k < Math.min(4, canvas.length - i); k++) {
          canvas[i + k] += scale * (sumOfBytes(bits[k]) - MEAN_OF_FOUR_BYTES);
        }
      }
      pixels[i] = (byte) Math.min(255, Math.max(0, (int) Math.floor(canvas[i] + 0.5)));
    }
  }

  private static int sumOfBytes(int bits) {
    return (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24);
  }
}
