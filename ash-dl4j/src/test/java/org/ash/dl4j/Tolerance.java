package org.ash.dl4j;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** How far results may lie from the float64 oracle; all tolerances of these tests, with reasons. */
@FunctionalInterface
interface Tolerance {

  /** Data movement, comparison and whole numbers: nothing is rounded. */
  Tolerance EXACT = (computation, name, exact, dtype) -> new double[exact.size()];

  /** Exponential, logarithm, tangent, power: polynomial kernels of a few ulps. */
  Tolerance TRANSCENDENTAL = ulps(8);

  /**
   * Gelu: engines' error functions lose the tail, where the value is far below one; 2^-22 is the
   * floor, scaled by |x|.
   */
  static Tolerance erfTimes(String input) {
    return (computation, name, exact, dtype) -> {
      Tensor x = computation.feeds().get(input);
      double[] allowed = new double[exact.size()];
      for (int i = 0; i < allowed.length; i++) {
        double factor = Math.abs(x.get(i));
        allowed[i] = Math.max(16 * ulp(dtype, exact.get(i)), 4 * unit(dtype) * factor);
      }
      return allowed;
    };
  }

  /** The allowed error of each element of an output. */
  double[] allowed(Computation computation, String name, Tensor exact, DType dtype);

  /** Multiples of the unit in the last place of the exact value. */
  static Tolerance ulps(double count) {
    return (computation, name, exact, dtype) -> each(exact, y -> count * ulp(dtype, y));
  }

  /**
   * Sums of K terms, of products perhaps: 4 units times sqrt(K) times the sum of |terms|, the
   * growth of rounding errors that are independent.
   */
  static Tolerance sumOf(long terms) {
    return (computation, name, exact, dtype) -> {
      double factor = 4 * unit(dtype) * Math.sqrt((double) terms);
      return each(computation.ofMagnitudes().get(name), sum -> factor * Math.abs(sum));
    };
  }

  /** Half the distance of 1 to the next number. */
  static double unit(DType dtype) {
    return dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
  }

  private static double ulp(DType dtype, double value) {
    return dtype == DType.FLOAT32 ? Math.ulp((float) value) : Math.ulp(value);
  }

  private static double[] each(Tensor tensor, DoubleUnaryOperator allowed) {
    return Arrays.stream(tensor.toDoubles()).map(allowed).toArray();
  }
}
