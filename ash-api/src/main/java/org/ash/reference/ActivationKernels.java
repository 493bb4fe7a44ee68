package org.ash.reference;

import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.ActivationComposite.Selu;
import org.ash.ir.Op;

/** Kernels of {@link ActivationComposite}. */
final class ActivationKernels {
  private static final double SQRT_HALF = Math.sqrt(0.5);

  private ActivationKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(ActivationComposite.LeakyRelu.class, ActivationKernels::leakyRelu)
        .on(ActivationComposite.PRelu.class, ActivationKernels::pRelu)
        .on(ActivationComposite.Elu.class, ActivationKernels::elu)
        .on(
            Selu.class,
            ElementwiseKernels.map(
                x -> Selu.GAMMA * (x > 0 ? x : Selu.ALPHA * StrictMath.expm1(x))))
        .on(
            // 1 + erf(t) = erfc(-t), which keeps the tail.
            ActivationComposite.Gelu.class,
            ElementwiseKernels.map(x -> x * SpecialFunctions.erfc(-x * SQRT_HALF) / 2))
        .on(ActivationComposite.Swish.class, ActivationKernels::swish)
        .on(ActivationComposite.ReluGradient.class, ActivationKernels::reluGradient);
  }

  private static void leakyRelu(
      ActivationComposite.LeakyRelu op, List<NdArray> in, List<NdArray> out) {
    ElementwiseKernels.map(x -> x > 0 ? x : op.slope() * x).compute(op, in, out);
  }

  private static void pRelu(Op op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] slope = in.get(1).reals();
    Lines channels = Lines.along(in.get(0).shape(), 1);
    for (int n = 0; n < channels.outer(); n++) {
      for (int c = 0; c < channels.extent(); c++) {
        for (int pixel = 0; pixel < channels.inner(); pixel++) {
          int at = channels.at(n, c, pixel);
          out.get(0).reals()[at] = x[at] > 0 ? x[at] : slope[c] * x[at];
        }
      }
    }
  }

  private static void elu(ActivationComposite.Elu op, List<NdArray> in, List<NdArray> out) {
    ElementwiseKernels.map(x -> x > 0 ? x : op.alpha() * StrictMath.expm1(x)).compute(op, in, out);
  }

  private static void swish(ActivationComposite.Swish op, List<NdArray> in, List<NdArray> out) {
    ElementwiseKernels.map(x -> x * SpecialFunctions.sigmoid(op.beta() * x)).compute(op, in, out);
  }

  private static void reluGradient(Op op, List<NdArray> in, List<NdArray> out) {
    double[] dy = in.get(0).reals();
    double[] y = in.get(1).reals();
    for (int i = 0; i < y.length; i++) {
      out.get(0).reals()[i] = y[i] > 0 ? dy[i] : 0;
    }
  }
}
