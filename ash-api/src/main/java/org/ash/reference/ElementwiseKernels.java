package org.ash.reference;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ash.ir.Elementwise;
import org.ash.ir.Op;
import org.ash.tensor.DType;

/** Kernels of {@link Elementwise}. */
final class ElementwiseKernels {
  private ElementwiseKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Elementwise.Neg.class, map(x -> -x))
        .on(Elementwise.Abs.class, map(Math::abs))
        .on(Elementwise.Exp.class, map(StrictMath::exp))
        .on(Elementwise.Log.class, map(StrictMath::log))
        .on(Elementwise.Sqrt.class, map(StrictMath::sqrt))
        .on(Elementwise.Reciprocal.class, map(x -> 1 / x))
        .on(Elementwise.Sigmoid.class, map(SpecialFunctions::sigmoid))
        .on(Elementwise.Tanh.class, map(StrictMath::tanh))
        .on(Elementwise.Erf.class, map(SpecialFunctions::erf))
        .on(Elementwise.Relu.class, map(x -> Math.max(x, 0)))
        .on(Elementwise.Softplus.class, map(SpecialFunctions::softplus))
        .on(Elementwise.Sign.class, map(Math::signum))
        .on(Elementwise.Floor.class, map(Math::floor))
        .on(Elementwise.Clip.class, ElementwiseKernels::clip)
        .on(Elementwise.StopGradient.class, ElementwiseKernels::identity)
        .on(Elementwise.IsNaN.class, ElementwiseKernels::isNaN)
        .on(Elementwise.Not.class, ElementwiseKernels::not)
        .on(Elementwise.Cast.class, ElementwiseKernels::cast);
  }

  /** {@code y[i] = f(x[i])}. */
  static Kernel<Op> map(DoubleUnaryOperator f) {
    return (op, in, out) -> {
      double[] x = in.get(0).reals();
      double[] y = out.get(0).reals();
      for (int i = 0; i < y.length; i++) {
        y[i] = f.applyAsDouble(x[i]);
      }
    };
  }

  private static void clip(Elementwise.Clip op, List<NdArray> in, List<NdArray> out) {
    map(x -> x < op.min() ? op.min() : x > op.max() ? op.max() : x).compute(op, in, out);
  }

  static void identity(Op op, List<NdArray> in, List<NdArray> out) {
    NdArray y = out.get(0);
    for (int i = 0; i < y.size(); i++) {
      y.copyElement(i, in.get(0), i);
    }
  }

  private static void isNaN(Elementwise.IsNaN op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    for (int i = 0; i < x.length; i++) {
      out.get(0).setInteger(i, Double.isNaN(x[i]) ? 1 : 0);
    }
  }

  private static void not(Elementwise.Not op, List<NdArray> in, List<NdArray> out) {
    long[] x = in.get(0).integers();
    for (int i = 0; i < x.length; i++) {
      out.get(0).setInteger(i, 1 - x[i]);
    }
  }

  private static void cast(Elementwise.Cast op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    NdArray y = out.get(0);
    for (int i = 0; i < x.size(); i++) {
      if (x.isFloating() && y.isFloating()) {
        y.reals()[i] = x.reals()[i];
      } else if (y.isFloating()) {
        y.reals()[i] = x.integers()[i];
      } else if (x.isFloating()) {
        // BOOL asks whether it is 0 before anything is cut off: 0.5 and NaN are true.
        boolean truth = y.dtype() == DType.BOOL;
        y.setInteger(i, truth ? (x.reals()[i] == 0 ? 0 : 1) : (long) x.reals()[i]);
      } else {
        y.setInteger(i, x.integers()[i]);
      }
    }
  }
}
