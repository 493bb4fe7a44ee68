package org.ash.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** How far results may lie from the float64 oracle; all tolerances of these tests, with reasons. */
@FunctionalInterface
interface Tolerance {

  /** Data movement, comparison and whole numbers: nothing is rounded. */
  Tolerance EXACT = (computation, name, exact, dtype) -> new double[exact.size()];

  /** Addition, multiplication, division and roots are correctly rounded: 1 ulp leaves a margin. */
  Tolerance ARITHMETIC = ulps(1);

  /** Exponential, logarithm, tangent, power: polynomial kernels of a few ulps. */
  Tolerance TRANSCENDENTAL = ulps(8);

  /**
   * Sigmoid and error function, and what is made of them: engines' kernels lose the tail, where the
   * value is far below one; 2^-22 of the largest value that is possible is the floor.
   */
  Tolerance SIGMOID =
      (computation, name, exact, dtype) ->
          each(exact, y -> Math.max(16 * ulp(dtype, y), 4 * unit(dtype)));

  /** Gelu, Swish and their like: the floor of the sigmoid, scaled by |x|. */
  static Tolerance sigmoidTimes(String input) {
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

  /**
   * Composites over K elements: 4 times the largest of 16 perturbed evaluations, in which every
   * node is rounded as float32 may, and what the sums inside may lose: 4 units times sqrt(K) of the
   * largest magnitude in the result or of the mean magnitude of the first input, which is the
   * condition of a mean.
   */
  static Tolerance composite(long terms) {
    return (computation, name, exact, dtype) -> {
      Oracle oracle = new Oracle(computation.graph());
      double[] allowed = new double[exact.size()];
      for (long seed = 0; seed < 16; seed++) {
        Tensor perturbed =
            oracle.evaluatePerturbed(computation.feeds(), Map.of(), seed).outputs().get(name);
        for (int i = 0; i < allowed.length; i++) {
          double spread = Math.abs(perturbed.get(i) - exact.get(i));
          allowed[i] = Math.max(allowed[i], 4 * spread * unit(dtype) / unit(DType.FLOAT32));
        }
      }
      double largest = finiteMagnitudes(exact).max().orElse(0);
      double mean = finiteMagnitudes(computation.feeds().get("x0")).average().orElse(0);
      double sums = 4 * unit(dtype) * Math.sqrt((double) terms) * Math.max(largest, mean);
      return Arrays.stream(allowed).map(spread -> spread + sums).toArray();
    };
  }

  /** Half the distance of 1 to the next number. */
  static double unit(DType dtype) {
    return dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
  }

  private static double ulp(DType dtype, double value) {
    return dtype == DType.FLOAT32 ? Math.ulp((float) value) : Math.ulp(value);
  }

  /** Special values are compared by rule; they have no part in the condition of the others. */
  private static DoubleStream finiteMagnitudes(Tensor tensor) {
    return Arrays.stream(tensor.toDoubles()).map(Math::abs).filter(Double::isFinite);
  }

  private static double[] each(Tensor tensor, DoubleUnaryOperator allowed) {
    return Arrays.stream(tensor.toDoubles()).map(allowed).toArray();
  }
}
