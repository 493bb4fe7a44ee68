package org.ash.onnx.export;

import java.util.function.DoubleUnaryOperator;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** How far a float32 result may lie from the oracle's, by what the operator does. */
public sealed interface Agreement {

  /** Bound of the error of element i, given the oracle's value. */
  double bound(int i, double expected);

  /** Equal; for movement of data, comparisons, integers. */
  static Agreement exact() {
    return new Ulps(0);
  }

  /** Some units in the last place of float32. */
  static Agreement ulps(int count) {
    return new Ulps(count);
  }

  /** Errors relative to the result alone. */
  record Ulps(int count) implements Agreement {
    @Override
    public double bound(int i, double expected) {
      return count * (double) Math.ulp((float) expected);
    }
  }

  /** {@code max(16 ulp(y), 2^-22 * scale)}: sigmoid and erf, whose tails engines lose. */
  record Floored(DoubleUnaryOperator scale, Tensor x) implements Agreement {
    @Override
    public double bound(int i, double expected) {
      double floor = 0x1p-22 * scale.applyAsDouble(x.get(i));
      return Math.max(16 * (double) Math.ulp((float) expected), floor);
    }
  }

  /** {@code c 2^-24 sqrt(K) sum |terms|} for sums of K terms. */
  record Terms(double factor, Tensor absoluteSums) implements Agreement {
    @Override
    public double bound(int i, double expected) {
      return factor * 0x1p-24 * absoluteSums.get(i);
    }
  }

  /**
   * Compares all elements.
   *
   * @return empty when all agree, else the first element that does not
   */
  default String firstDifference(Tensor expected, Tensor actual) {
    if (!expected.shape().equals(actual.shape())) {
      return "shape " + actual.shape() + " where " + expected.shape() + " is expected";
    }
    for (int i = 0; i < expected.size(); i++) {
      double want = expected.get(i);
      double got = actual.get(i);
      boolean single = actual.dtype() == DType.FLOAT32;
      double rounded = single ? (float) want : want;
      boolean same = Double.compare(rounded, got) == 0 || rounded == got;
      if (!same && !(Math.abs(got - want) <= bound(i, want) + roundingOf(single, want))) {
        return "element " + i + " is " + got + ", expected " + want + " within " + bound(i, want);
      }
    }
    return "";
  }

  private static double roundingOf(boolean single, double value) {
    return single ? Math.ulp((float) value) / 2 : 0;
  }
}
