package org.ash.dl4j.kernel;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.ActivationComposite;
import org.ash.ir.ActivationComposite.Selu;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;

/**
 * Kernels of {@link ActivationComposite}. Gelu is composed: ND4J's gelu is the form {@code x *
 * sigmoid(1.702 x)}, and its "precise" one is not the exact form either.
 */
final class ActivationKernels {
  private ActivationKernels() {}

  static void register(Kernels kernels) {
    Kernel<ActivationComposite.LeakyRelu> leakyRelu =
        (op, in, out, scope) -> leakyRelu(op.slope()).prepare(op, in, out, scope);
    Kernel<ActivationComposite.Elu> elu =
        (op, in, out, scope) -> below(op.alpha(), 1).prepare(op, in, out, scope);
    Kernel<ActivationComposite.Swish> swish =
        (op, in, out, scope) ->
            ElementwiseKernels.mapFloats(
                FloatLoops.swish((float) op.beta()), in.get(0), out.get(0), scope);
    Kernel<Op> reluGradient = ActivationKernels::reluGradient;
    kernels
        .on(ActivationComposite.LeakyRelu.class, leakyRelu.overwriting(0))
        .on(ActivationComposite.Elu.class, elu.overwriting(0))
        .on(Selu.class, below(Selu.GAMMA * Selu.ALPHA, Selu.GAMMA))
        .on(
            ActivationComposite.Swish.class,
            swish.overwriting(0).when(ActivationKernels::isFloat32))
        .on(
            ActivationComposite.ReluGradient.class,
            reluGradient.overwriting(0, 1).when(ActivationKernels::isFloat32));
  }

  private static boolean isFloat32(TensorType type) {
    return type.dtype() == DType.FLOAT32;
  }

  private static Kernel<Op> leakyRelu(double slope) {
    DoubleUnaryOperator exact = x -> x > 0 ? x : slope * x;
    return slope > 0 && slope <= 1
        ? ElementwiseKernels.map(FloatLoops.leakyRelu((float) slope), exact)
        : ElementwiseKernels.map(exact);
  }

  /** {@code above * x} above 0, else {@code below * (exp(x) - 1)}. */
  private static Kernel<Op> below(double below, double above) {
    return ElementwiseKernels.map(x -> x > 0 ? above * x : below * Math.expm1(x));
  }

  private static Step reluGradient(
      Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray dy = in.get(0);
    NativeArray y = in.get(1);
    return () ->
        Lanes.forEachPiece(
            y.size(),
            scope.threads(),
            (lanes, from, count) -> {
              int[] gradient = lanes.bits(0);
              int[] value = lanes.bits(1);
              dy.readBits(from, gradient, count);
              y.readBits(from, value, count);
              FloatLoops.reluGradient(gradient, value, gradient, count);
              out.get(0).writeBits(from, gradient, count);
            });
  }
}
