package org.ash.cli.figure;

import org.ash.tensor.Tensor;
import org.ash.train.Preprocessing;

/** Colours of tiles. */
final class Palette {
  private static final int KEPT = 0x2f6fd0;
  private static final int RECTIFIED = 0xe9e9e9;
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xc0392b;
  private static final int BLUE = 0x2f6fd0;

  private Palette() {}

  /** A normalized image as it was. */
  static Tiles.Paint image(Tensor images, int index, Preprocessing preprocessing) {
    int channels = preprocessing.channels();
    return (down, right) -> {
      int colour = 0;
      for (int c = 0; c < 3; c++) {
        int channel = Math.min(c, channels - 1);
        int row = (int) (down * preprocessing.height());
        int column = (int) (right * preprocessing.width());
        int at =
            ((index * channels + channel) * preprocessing.height() + row) * preprocessing.width()
                + column;
        double pixel =
            images.get(at) * preprocessing.deviation().get(channel)
                + preprocessing.mean().get(channel);
        colour = colour << 8 | (int) Math.round(255 * Math.min(1, Math.max(0, pixel)));
      }
      return colour;
    };
  }

  /** A feature map: red above 0, blue below, white at 0. */
  static Tiles.Paint signed(Plane plane) {
    double reach = Math.max(plane.reach(), Double.MIN_NORMAL);
    return (down, right) -> {
      double value = value(plane, down, right) / reach;
      return mix(WHITE, value < 0 ? BLUE : RED, Math.abs(value));
    };
  }

  /** Which elements lie above a threshold. */
  static Tiles.Paint kept(Plane plane, double threshold) {
    return (down, right) -> value(plane, down, right) > threshold ? KEPT : RECTIFIED;
  }

  /** Another picture under a map, red where the map is large. */
  static Tiles.Paint over(Tiles.Paint below, Plane map) {
    double reach = Math.max(map.reach(), Double.MIN_NORMAL);
    return (down, right) ->
        mix(below.colour(down, right), RED, 0.75 * map.interpolated(down, right) / reach);
  }

  private static double value(Plane plane, double down, double right) {
    return plane.at((int) (down * plane.height()), (int) (right * plane.width()));
  }

  private static int mix(int from, int to, double share) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      colour = colour << 8 | (int) Math.round(a + share * (b - a));
    }
    return colour;
  }
}
