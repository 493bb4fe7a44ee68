package org.ash.dl4j.kernel;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Reduction;
import org.ash.tensor.DType;

/** Kernels of {@link Reduction}: sums of floats in double, parts of the result side by side. */
final class ReductionKernels {
  private ReductionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(
            Reduction.ReduceSum.class,
            (op, in, out, scope) -> sum(op, in.get(0), out.get(0), scope))
        .on(
            Reduction.ReduceMean.class,
            (op, in, out, scope) -> mean(op, in.get(0), out.get(0), scope))
        .on(
            Reduction.ReduceMax.class,
            (op, in, out, scope) -> max(op, in.get(0), out.get(0), scope))
        .on(Reduction.ArgMax.class, (op, in, out, scope) -> argMax(op, in.get(0), out.get(0)));
  }

  /** Takes one piece of a row into account. */
  @FunctionalInterface
  private interface Accumulation {
    /** {@code results} begin with the row's first result when each element has its own. */
    void add(double[] values, int count, double[] results, int at, boolean intoOne);
  }

  private static Step sum(Reduction op, NativeArray x, NativeArray y, KernelScope scope) {
    if (!x.dtype().isFloating()) {
      return integerStep(op, x, y, 0, Long::sum);
    }
    return realStep(op, x, y, scope, 0, ReductionKernels::addUp, results -> {});
  }

  private static Step max(Reduction op, NativeArray x, NativeArray y, KernelScope scope) {
    if (!x.dtype().isFloating()) {
      return integerStep(op, x, y, Long.MIN_VALUE, Math::max);
    }
    return realStep(
        op, x, y, scope, Double.NEGATIVE_INFINITY, ReductionKernels::keepLargest, results -> {});
  }

  private static Step mean(Reduction op, NativeArray x, NativeArray y, KernelScope scope) {
    double count = y.size() == 0 ? 0 : x.size() / (double) y.size();
    Finish divide =
        results -> {
          for (int i = 0; i < results.length; i++) {
            results[i] /= count;
          }
        };
    Step step = realStep(op, x, y, scope, 0, ReductionKernels::addUp, divide);
    if (x.dtype() == DType.FLOAT32) {
      return step; // Sums of floats in double are exact where all terms are equal.
    }
    ReducedAxes axes = new ReducedAxes(x.shape(), op.axesOf(x.shape().rank()));
    return () -> {
      step.run();
      centre(axes, x, y, count);
    };
  }

  /** What is done to the results of a part at last. */
  @FunctionalInterface
  private interface Finish {
    void apply(double[] results);
  }

  private static Step realStep(
      Reduction op,
      NativeArray x,
      NativeArray y,
      KernelScope scope,
      double start,
      Accumulation accumulation,
      Finish finish) {
    ReducedAxes axes = new ReducedAxes(x.shape(), op.axesOf(x.shape().rank()));
    int parts = axes.parts();
    int results = axes.resultsPerPart(y.size());
    int rows = axes.rowsPerPart();
    return () ->
        SampleTeam.forEach(
            parts,
            Math.max(1, rows * axes.rowLength()),
            scope.threads(),
            part -> {
              double[] accumulated = new double[results];
              Arrays.fill(accumulated, start);
              accumulate(axes, x, part * rows, rows, part * results, accumulated, accumulation);
              finish.apply(accumulated);
              write(y, part * results, accumulated);
            });
  }

  private static void accumulate(
      ReducedAxes axes,
      NativeArray x,
      int firstRow,
      int rows,
      int firstResult,
      double[] results,
      Accumulation accumulation) {
    double[] values = Lanes.ofThread().doubles(0);
    int length = axes.rowLength();
    for (int row = firstRow; row < firstRow + rows; row++) {
      int at = axes.resultOf(row) - firstResult;
      for (int from = 0; from < length; from += Lanes.LENGTH) {
        int count = Math.min(Lanes.LENGTH, length - from);
        x.read(row * length + from, values, 0, count);
        accumulation.add(
            values, count, results, axes.isInnerReduced() ? at : at + from, axes.isInnerReduced());
      }
    }
  }

  private static void addUp(double[] values, int count, double[] results, int at, boolean intoOne) {
    if (!intoOne) {
      for (int i = 0; i < count; i++) {
        results[at + i] += values[i];
      }
      return;
    }
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      sum0 += values[i];
      sum1 += values[i + 1];
      sum2 += values[i + 2];
      sum3 += values[i + 3];
    }
    for (; i < count; i++) {
      sum0 += values[i];
    }
    results[at] += (sum0 + sum1) + (sum2 + sum3);
  }

  private static void keepLargest(
      double[] values, int count, double[] results, int at, boolean intoOne) {
    for (int i = 0; i < count; i++) {
      int target = intoOne ? at : at + i;
      results[target] = Math.max(results[target], values[i]);
    }
  }

  private static void write(NativeArray y, int first, double[] results) {
    for (int i = 0; i < results.length; i++) {
      y.setReal(first + i, results[i]);
    }
  }

  /** Adds the mean of what is left above the mean, so that the mean of equal numbers is exact. */
  private static void centre(ReducedAxes axes, NativeArray x, NativeArray y, double count) {
    double[] above = new double[y.size()];
    int length = axes.rowLength();
    int rows = length == 0 ? 0 : x.size() / length;
    for (int row = 0; row < rows; row++) {
      int at = axes.resultOf(row);
      for (int i = 0; i < length; i++) {
        int target = axes.isInnerReduced() ? at : at + i;
        above[target] += x.real(row * length + i) - y.real(target);
      }
    }
    for (int i = 0; i < above.length; i++) {
      if (Double.isFinite(above[i])) {
        y.setReal(i, y.real(i) + above[i] / count);
      }
    }
  }

  private static Step integerStep(
      Reduction op, NativeArray x, NativeArray y, long start, LongBinaryOperator accumulation) {
    ReducedAxes axes = new ReducedAxes(x.shape(), op.axesOf(x.shape().rank()));
    int length = axes.rowLength();
    return () -> {
      long[] results = new long[y.size()];
      Arrays.fill(results, start);
      int rows = length == 0 ? 0 : x.size() / length;
      for (int row = 0; row < rows; row++) {
        int at = axes.resultOf(row);
        for (int i = 0; i < length; i++) {
          int target = axes.isInnerReduced() ? at : at + i;
          results[target] = accumulation.applyAsLong(results[target], x.integer(row * length + i));
        }
      }
      for (int i = 0; i < results.length; i++) {
        y.setInteger(i, results[i]);
      }
    };
  }

  private static Step argMax(Reduction.ArgMax op, NativeArray x, NativeArray y) {
    Lines lines = Lines.along(x.shape(), op.axis());
    return () -> {
      for (int o = 0; o < lines.outer(); o++) {
        for (int i = 0; i < lines.inner(); i++) {
          int best = 0;
          for (int k = 1; k < lines.extent(); k++) {
            if (isLarger(x, lines.at(o, k, i), lines.at(o, best, i))) {
              best = k;
            }
          }
          y.setInteger(o * lines.inner() + i, best);
        }
      }
    };
  }

  private static boolean isLarger(NativeArray x, int i, int j) {
    return x.dtype().isFloating() ? x.real(i) > x.real(j) : x.integer(i) > x.integer(j);
  }
}
