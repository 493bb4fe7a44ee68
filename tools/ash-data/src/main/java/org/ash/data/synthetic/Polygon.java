package org.ash.data.synthetic;

/** A filled polygon, by the even-odd rule. */
final class Polygon {
  /** Five points on the unit circle, the inner corners at 0.42. */
  static final Polygon STAR = star(5, 0.42);

  private final double[] xs;
  private final double[] ys;

  private Polygon(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  private static Polygon star(int points, double inner) {
    double[] xs = new double[2 * points];
    double[] ys = new double[2 * points];
    for (int i = 0; i < xs.length; i++) {
      double radius = i % 2 == 0 ? 1 : inner;
      // StrictMath: the same bits everywhere.
      xs[i] = radius * StrictMath.cos(Math.PI * i / points);
      ys[i] = radius * StrictMath.sin(Math.PI * i / points);
    }
    return new Polygon(xs, ys);
  }

  boolean contains(double x, double y) {
    boolean inside = false;
    int before = xs.length - 1;
    for (int i = 0; i < xs.length; i++) {
      boolean spans = ys[i] > y != ys[before] > y;
      if (spans && x < (xs[before] - xs[i]) * (y - ys[i]) / (ys[before] - ys[i]) + xs[i]) {
        inside = !inside;
      }
      before = i;
    }
    return inside;
  }
}
