package org.ash.reference;

import java.util.Arrays;
import java.util.List;
import org.ash.ir.Reduction;

/** Kernels of {@link Reduction}. */
final class ReductionKernels {
  private ReductionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Reduction.ReduceSum.class, ReductionKernels::reduceSum)
        .on(Reduction.ReduceMean.class, ReductionKernels::reduceMean)
        .on(Reduction.ReduceMax.class, ReductionKernels::reduceMax)
        .on(Reduction.ArgMax.class, ReductionKernels::argMax);
  }

  private static void reduceSum(Reduction.ReduceSum op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    NdArray y = out.get(0);
    int[] at = Positions.reduced(x.shape(), op.axesOf(x.rank()));
    for (int i = 0; i < x.size(); i++) {
      if (x.isFloating()) {
        y.reals()[at[i]] += x.reals()[i];
      } else {
        y.setInteger(at[i], y.integers()[at[i]] + x.integers()[i]);
      }
    }
  }

  private static void reduceMean(Reduction.ReduceMean op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] y = out.get(0).reals();
    int[] at = Positions.reduced(in.get(0).shape(), op.axesOf(in.get(0).rank()));
    double count = x.length / (double) y.length;
    // Relative to the first element of each group, so that the mean of equal numbers is that
    // number.
    double[] first = new double[y.length];
    for (int i = x.length - 1; i >= 0; i--) {
      first[at[i]] = x[i];
    }
    double[] sum = new double[y.length];
    double[] above = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      sum[at[i]] += x[i];
      above[at[i]] += x[i] - first[at[i]];
    }
    for (int i = 0; i < y.length; i++) {
      double mean = first[i] + above[i] / count;
      // Inf less Inf is NaN where the plain sum is still Inf.
      y[i] = Double.isFinite(mean) ? mean : sum[i] / count;
    }
  }

  private static void reduceMax(Reduction.ReduceMax op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    NdArray y = out.get(0);
    int[] at = Positions.reduced(x.shape(), op.axesOf(x.rank()));
    if (x.isFloating()) {
      Arrays.fill(y.reals(), Double.NEGATIVE_INFINITY);
      for (int i = 0; i < x.size(); i++) {
        y.reals()[at[i]] = Math.max(y.reals()[at[i]], x.reals()[i]);
      }
    } else {
      Arrays.fill(y.integers(), Long.MIN_VALUE);
      for (int i = 0; i < x.size(); i++) {
        y.integers()[at[i]] = Math.max(y.integers()[at[i]], x.integers()[i]);
      }
    }
  }

  private static void argMax(Reduction.ArgMax op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    Lines lines = Lines.along(x.shape(), op.axis());
    for (int o = 0; o < lines.outer(); o++) {
      for (int i = 0; i < lines.inner(); i++) {
        int best = 0;
        for (int k = 1; k < lines.extent(); k++) {
          if (larger(x, lines.at(o, k, i), lines.at(o, best, i))) {
            best = k;
          }
        }
        out.get(0).setInteger(o * lines.inner() + i, best);
      }
    }
  }

  private static boolean larger(NdArray x, int i, int j) {
    return x.isFloating() ? x.reals()[i] > x.reals()[j] : x.integers()[i] > x.integers()[j];
  }
}
