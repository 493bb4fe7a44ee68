package org.ash.data.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.Philox;

/**
 * What an image shows, before it is drawn. Lengths are in pixels, from the upper left corner.
 *
 * @param shape the figure
 * @param x its centre's column
 * @param y its centre's row
 * @param radius pixels from its centre to the farthest that it may reach
 * @param cos cosine of its rotation
 * @param sin sine of its rotation
 * @param colour the figure's
 * @param near background where its gradient begins
 * @param far background where its gradient ends
 * @param slopeX change of the gradient per column, the whole gradient being 1
 * @param slopeY change of the gradient per row
 * @param specks small discs behind the figure
 * @param noise standard deviation of the noise on every sample
 */
record ShapeScene(
    ShapeClass shape,
    double x,
    double y,
    double radius,
    double cos,
    double sin,
    Colour colour,
    Colour near,
    Colour far,
    double slopeX,
    double slopeY,
    List<Speck> specks,
    double noise) {

  /** Shares of the image's side. */
  private static final double LEAST_RADIUS = 0.3;

  private static final double MOST_RADIUS = 0.45;

  /** The figure is turned by up to this angle each way, in radians: 45 degrees. */
  private static final double MOST_TURN = Math.PI / 4;

  /** Backgrounds are dark and figures light, so that three epochs are enough to learn them. */
  private static final double DARKEST = 0;

  private static final double DARK = 120;
  private static final double LIGHT = 110;
  private static final double LIGHTEST = 255;

  /** How far the figure's colour is from the background's, of at most 441. */
  private static final double LEAST_CONTRAST = 110;

  private static final double LEAST_NOISE = 2;
  private static final double MOST_NOISE = 12;
  private static final int MOST_SPECKS = 3;

  // Where in the stream which numbers lie; colours are drawn again until they differ enough.
  private static final long SPECKS_AT = 16;
  private static final long COLOURS_AT = 64;

  /** A small disc. */
  record Speck(double x, double y, double radius, Colour colour) {}

  ShapeScene {
    specks = List.copyOf(specks);
  }

  /** The scene that a stream describes. */
  static ShapeScene of(Philox stream, ShapeClass shape, int size) {
    double radius = size * between(stream, 0, LEAST_RADIUS, MOST_RADIUS);
    double turn = between(stream, 3, -MOST_TURN, MOST_TURN);
    double direction = 2 * Math.PI * stream.uniform(4);
    long at = COLOURS_AT;
    Colour colour = light(stream, at);
    Colour near = dark(stream, at + 3);
    Colour far = dark(stream, at + 6);
    while (contrast(colour, near, far) < LEAST_CONTRAST) {
      at += 9;
      colour = light(stream, at);
      near = dark(stream, at + 3);
      far = dark(stream, at + 6);
    }
    return new ShapeScene(
        shape,
        between(stream, 1, radius, size - radius),
        between(stream, 2, radius, size - radius),
        radius,
        StrictMath.cos(turn),
        StrictMath.sin(turn),
        colour,
        near,
        far,
        StrictMath.cos(direction) / size,
        StrictMath.sin(direction) / size,
        specks(stream, size),
        between(stream, 5, LEAST_NOISE, MOST_NOISE));
  }

  private static List<Speck> specks(Philox stream, int size) {
    List<Speck> specks = new ArrayList<>();
    int count = stream.below(6, MOST_SPECKS + 1);
    for (int i = 0; i < count; i++) {
      long at = SPECKS_AT + 8L * i;
      specks.add(
          new Speck(
              size * stream.uniform(at),
              size * stream.uniform(at + 1),
              size * between(stream, at + 2, 0.03, 0.08),
              dark(stream, at + 3)));
    }
    return specks;
  }

  private static Colour dark(Philox stream, long index) {
    return Colour.random(stream, index, DARKEST, DARK);
  }

  private static Colour light(Philox stream, long index) {
    return Colour.random(stream, index, LIGHT, LIGHTEST);
  }

  private static double contrast(Colour colour, Colour near, Colour far) {
    double ends = Math.min(colour.distance(near), colour.distance(far));
    return Math.min(ends, colour.distance(near.towards(far, 0.5)));
  }

  private static double between(Philox stream, long index, double least, double most) {
    return least + (most - least) * stream.uniform(index);
  }
}
