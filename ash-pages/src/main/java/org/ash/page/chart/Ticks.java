package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis is marked, and what stands there. */
final class Ticks {
  private static final int LEAST_PLAIN = -4;
  private static final int MOST_PLAIN = 6;

  private Ticks() {}

  /**
   * A mark.
   *
   * @param value where
   * @param label what stands there
   */
  record Tick(double value, String label) {}

  /** The smallest round step, 1, 2 or 5 times a power of ten, that is not below this one. */
  static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** At the multiples of a step. */
  static List<Tick> linear(double from, double to, double step) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
      ticks.add(new Tick(i * step, plain(i * step, digits)));
    }
    return ticks;
  }

  /** A power of ten. */
  static Tick power(int exponent, int sign) {
    double value = sign * Math.pow(10, exponent);
    if (exponent < LEAST_PLAIN || exponent > MOST_PLAIN) {
      return new Tick(value, (sign < 0 ? "-" : "") + "1e" + exponent);
    }
    return new Tick(value, plain(value, Math.max(0, -exponent)));
  }

  /** A number as few characters tell it. */
  static Tick of(double value) {
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    return exponent < LEAST_PLAIN || exponent > MOST_PLAIN
        ? new Tick(value, String.format(Locale.ROOT, "%.0e", value).replaceAll("e([+-])0*", "e$1"))
        : new Tick(value, plain(value, Math.max(0, -exponent)));
  }

  private static String plain(double value, int digits) {
    if (Math.abs(value) >= 1e7 || digits > 6) {
      return String.format(Locale.ROOT, "%.2g", value);
    }
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
