package org.ash.data.synthetic;

import org.ash.tensor.Philox;

/** A colour; components 0..255. */
record Colour(double red, double green, double blue) {

  /** Three numbers of a stream, from {@code index} on, each component in a range. */
  static Colour random(Philox stream, long index, double least, double most) {
    double range = most - least;
    return new Colour(
        least + range * stream.uniform(index),
        least + range * stream.uniform(index + 1),
        least + range * stream.uniform(index + 2));
  }

  /** Linear interpolation: this colour at 0, the other at 1. */
  Colour towards(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  /** Euclidean distance. */
  double distance(Colour other) {
    double r = red - other.red;
    double g = green - other.green;
    double b = blue - other.blue;
    return Math.sqrt(r * r + g * g + b * b);
  }
}
