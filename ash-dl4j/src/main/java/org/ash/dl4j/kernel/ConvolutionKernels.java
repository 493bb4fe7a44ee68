package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Convolution;
import org.ash.ir.Window;

/** Kernels of {@link Convolution}: oneDNN where it takes the case, matrix products elsewhere. */
public final class ConvolutionKernels {
  private ConvolutionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Convolution.Conv.class, ConvolutionKernels::conv)
        .on(Convolution.ConvInputGradient.class, ConvolutionKernels::inputGradient)
        .on(Convolution.ConvWeightGradient.class, ConvolutionKernels::weightGradient);
  }

  private static Step conv(
      Convolution.Conv op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(0);
    NativeArray w = in.get(1);
    ConvolutionShape shape =
        new ConvolutionShape(op.window(), x.shape(), w.shape(), out.get(0).shape());
    return NativeConvolution.takes(op.window(), x.dtype())
        ? new NativeConvolution(shape, scope).forward(x, w, out.get(0))
        : new MatrixConvolution(shape, scope).forward(x, w, out.get(0));
  }

  private static Step inputGradient(
      Convolution.ConvInputGradient op,
      List<NativeArray> in,
      List<NativeArray> out,
      KernelScope scope) {
    ConvolutionShape shape =
        new ConvolutionShape(op.window(), out.get(0).shape(), in.get(1).shape(), in.get(0).shape());
    return new MatrixConvolution(shape, scope).inputGradient(in.get(0), in.get(1), out.get(0));
  }

  private static Step weightGradient(
      Convolution.ConvWeightGradient op,
      List<NativeArray> in,
      List<NativeArray> out,
      KernelScope scope) {
    ConvolutionShape shape =
        new ConvolutionShape(op.window(), in.get(0).shape(), out.get(0).shape(), in.get(1).shape());
    return new MatrixConvolution(shape, scope).weightGradient(in.get(0), in.get(1), out.get(0));
  }

  /**
   * Prepares both gradients of one convolution at once.
   *
   * @param in x, w, dy
   * @param out dx, dw
   */
  public static Step gradients(
      Window window, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(0);
    NativeArray w = in.get(1);
    NativeArray dy = in.get(2);
    ConvolutionShape shape = new ConvolutionShape(window, x.shape(), w.shape(), dy.shape());
    return new NativeConvolution(shape, scope).gradients(x, w, dy, out.get(0), out.get(1));
  }

  /** Whether {@link #gradients} takes a convolution of operands of this type. */
  public static boolean takesBothGradients(Window window, org.ash.tensor.DType dtype) {
    return NativeConvolution.takes(window, dtype);
  }
}
