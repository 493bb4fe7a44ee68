package org.ash.data.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is drawn: ten plane figures that fit into the unit circle, each recognizable in any pose.
 */
public enum ShapeClass {
  /** A disc. */
  CIRCLE {
    @Override
    boolean contains(double x, double y) {
      return x * x + y * y <= 0.81;
    }
  },
  /** A filled square. */
  SQUARE {
    @Override
    boolean contains(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.7;
    }
  },
  /** An equilateral triangle. */
  TRIANGLE {
    @Override
    boolean contains(double x, double y) {
      return y >= -0.5 && y <= 1 - SQRT_3 * Math.abs(x);
    }
  },
  /** A star with five points. */
  STAR {
    @Override
    boolean contains(double x, double y) {
      return Polygon.STAR.contains(x, y);
    }
  },
  /** Two bars that cross in the middle. */
  CROSS {
    @Override
    boolean contains(double x, double y) {
      double across = Math.abs(x);
      double along = Math.abs(y);
      return Math.min(across, along) <= 0.28 && Math.max(across, along) <= 0.95;
    }
  },
  /** A disc with a round hole. */
  RING {
    @Override
    boolean contains(double x, double y) {
      double squared = x * x + y * y;
      return squared <= 0.9 && squared >= 0.3;
    }
  },
  /** A square with a square hole. */
  FRAME {
    @Override
    boolean contains(double x, double y) {
      double distance = Math.max(Math.abs(x), Math.abs(y));
      return distance <= 0.7 && distance >= 0.4;
    }
  },
  /** A disc from which another disc has been cut. */
  CRESCENT {
    @Override
    boolean contains(double x, double y) {
      double right = x - 0.45;
      return x * x + y * y <= 0.9 && right * right + y * y >= 0.5;
    }
  },
  /** A long rectangle. */
  BAR {
    @Override
    boolean contains(double x, double y) {
      return Math.abs(x) <= 0.95 && Math.abs(y) <= 0.25;
    }
  },
  /** The curve {@code (x^2 + y^2 - 1)^3 = x^2 y^3}, filled. */
  HEART {
    @Override
    boolean contains(double x, double y) {
      double u = 1.45 * x;
      double v = 1.45 * y;
      double disc = u * u + v * v - 1;
      return disc * disc * disc <= u * u * v * v * v;
    }
  };

  private static final double SQRT_3 = Math.sqrt(3);

  /** Whether a point lies in the figure, which is at most 1 away from the origin. */
  abstract boolean contains(double x, double y);

  /** The class's name as a label: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in the order above: the names of classes 0 to 9. */
  public static List<String> labels() {
    return Stream.of(values()).map(ShapeClass::label).toList();
  }
}
