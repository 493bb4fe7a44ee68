package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.AshArithmetic;
import org.ash.ir.AshComposite;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;

/** Kernels of {@link AshComposite} for FLOAT32: two passes over a sample, shared by samples. */
final class AshKernels {
  private AshKernels() {}

  static void register(Kernels kernels) {
    Kernel<AshComposite.Ash> ash = AshKernels::ash;
    Kernel<AshComposite.AshGradient> gradient = AshKernels::gradient;
    kernels
        .on(AshComposite.Ash.class, ash.overwriting(0).when(AshKernels::isFloat32))
        .on(AshComposite.AshGradient.class, gradient.overwriting(0).when(AshKernels::isFloat32));
  }

  private static boolean isFloat32(TensorType type) {
    return type.dtype() == DType.FLOAT32;
  }

  private static Step ash(
      AshComposite.Ash op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(0);
    float[] mean = new float[x.dim(0)];
    float[] deviation = new float[x.dim(0)];
    return () -> {
      AshArithmetic.forward(
          call(x, in.get(1), in.get(2), op.eps(), scope), x, out.get(0), mean, deviation);
      out.get(1).write(0, mean, mean.length);
      out.get(2).write(0, deviation, deviation.length);
    };
  }

  private static Step gradient(
      AshComposite.AshGradient op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(1);
    float[] mean = new float[x.dim(0)];
    float[] deviation = new float[x.dim(0)];
    return () -> {
      in.get(4).read(0, mean, mean.length);
      in.get(5).read(0, deviation, deviation.length);
      AshArithmetic.ScalarGradients scalars =
          AshArithmetic.gradient(
              call(x, in.get(2), in.get(3), op.eps(), scope),
              in.get(0),
              x,
              mean,
              deviation,
              out.get(0));
      out.get(1).setReal(0, scalars.alpha());
      out.get(2).setReal(0, scalars.z());
    };
  }

  private static AshArithmetic.Call call(
      NativeArray x, NativeArray alpha, NativeArray z, double eps, KernelScope scope) {
    int samples = x.dim(0);
    return new AshArithmetic.Call(
        samples,
        samples == 0 ? 0 : x.size() / samples,
        (float) alpha.real(0),
        (float) z.real(0),
        eps,
        scope.threads());
  }
}
