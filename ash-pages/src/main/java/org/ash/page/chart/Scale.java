package org.ash.page.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps values to places of an axis, 0 at its beginning and 1 at its end. */
sealed interface Scale {
  /** A value this many times the usual one makes the others unreadable. */
  double DWARFS = 20;

  /** Where a value lies. */
  double at(double value);

  /**
   * Marks.
   *
   * @param most how many there is room for, at least 2
   */
  List<Ticks.Tick> ticks(int most);

  /** How it says what it is; empty for a linear one. */
  default String kind() {
    return "";
  }

  /** Linear over the values; logarithmic where one of them dwarfs the rest. */
  static Scale of(double... values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).filter(v -> v > 0).sorted().toArray();
    if (sizes.length > 2) {
      double usual = sizes[sizes.length / 2];
      double largest = sizes[sizes.length - 1];
      if (largest > DWARFS * usual) {
        double least = Arrays.stream(values).min().orElseThrow();
        return least > 0 ? Log.over(least, largest) : SignedLog.over(usual, values);
      }
    }
    return Linear.over(values);
  }

  /** Linear, whatever the values. */
  record Linear(double from, double to) implements Scale {
    static Linear over(double... values) {
      double from = Arrays.stream(values).min().orElse(0);
      double to = Arrays.stream(values).max().orElse(1);
      double pad = to > from ? 0.04 * (to - from) : to == 0 ? 0.5 : 0.1 * Math.abs(to);
      // What is never below 0 has no axis below 0.
      double low = from >= 0 && from - pad < 0 ? 0 : from - pad;
      return new Linear(low, to + pad);
    }

    /** From the first value to the last, without a margin. */
    static Linear exactly(double from, double to) {
      return to > from ? new Linear(from, to) : new Linear(from - 0.5, to + 0.5);
    }

    @Override
    public double at(double value) {
      return (value - from) / (to - from);
    }

    @Override
    public List<Ticks.Tick> ticks(int most) {
      return ticks(most, 0);
    }

    /** As the other, no step below this one. */
    List<Ticks.Tick> ticks(int most, double least) {
      double step = Ticks.roundStep(Math.max(least, (to - from) / most));
      return Ticks.linear(from, to, step);
    }
  }

  /** Logarithmic, above 0. */
  record Log(double from, double to) implements Scale {
    private static final int[] WITHIN_A_DECADE = {1, 2, 5};

    static Log over(double least, double largest) {
      return new Log(least / 1.15, largest * 1.15);
    }

    @Override
    public String kind() {
      return "logarithmic";
    }

    @Override
    public double at(double value) {
      return Math.log(value / from) / Math.log(to / from);
    }

    @Override
    public List<Ticks.Tick> ticks(int most) {
      int first = (int) Math.ceil(Math.log10(from) - 1e-9);
      int last = (int) Math.floor(Math.log10(to) + 1e-9);
      List<Ticks.Tick> ticks = new ArrayList<>();
      int every = Math.max(1, (last - first + most) / most);
      for (int exponent = first; exponent <= last; exponent += every) {
        ticks.add(Ticks.power(exponent, 1));
      }
      return ticks.size() >= 3 || 3 * ticks.size() + 4 > 2 * most ? ticks : within(first - 1, last);
    }

    private List<Ticks.Tick> within(int first, int last) {
      List<Ticks.Tick> ticks = new ArrayList<>();
      for (int exponent = first; exponent <= last; exponent++) {
        for (int factor : WITHIN_A_DECADE) {
          double value = factor * Math.pow(10, exponent);
          if (value >= from && value <= to) {
            ticks.add(Ticks.of(value));
          }
        }
      }
      return ticks;
    }
  }

  /** Logarithmic on both sides of 0, linear around it. */
  record SignedLog(double unit, double from, double to) implements Scale {
    static SignedLog over(double usual, double... values) {
      double unit = Math.pow(10, Math.floor(Math.log10(usual)));
      double low = signed(Arrays.stream(values).min().orElse(0), unit);
      double high = signed(Arrays.stream(values).max().orElse(1), unit);
      double pad = 0.04 * (high - low);
      return new SignedLog(unit, low < 0 ? low - pad : low, high + pad);
    }

    private static double signed(double value, double unit) {
      return Math.signum(value) * Math.log10(1 + Math.abs(value) / unit);
    }

    @Override
    public String kind() {
      return "logarithmic";
    }

    @Override
    public double at(double value) {
      return (signed(value, unit) - from) / (to - from);
    }

    @Override
    public List<Ticks.Tick> ticks(int most) {
      double decades = to - from;
      int every = Math.max(1, (int) Math.ceil(decades / (most - 1)));
      // The powers next to the unit would stand too near to 0.
      int first = (int) Math.round(Math.log10(unit)) + every;
      List<Ticks.Tick> ticks = new ArrayList<>();
      ticks.add(new Ticks.Tick(0, "0"));
      for (int exponent = first; exponent <= first + decades; exponent += every) {
        for (int sign = -1; sign <= 1; sign += 2) {
          Ticks.Tick tick = Ticks.power(exponent, sign);
          double place = signed(tick.value(), unit);
          if (place >= from && place <= to) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
  }
}
