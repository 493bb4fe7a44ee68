package org.ash.reference;

import java.util.List;
import org.ash.ir.Contraction;
import org.ash.tensor.Shape;

/** Kernels of {@link Contraction}. */
final class ContractionKernels {
  private ContractionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Contraction.MatMul.class, ContractionKernels::matMul)
        .on(Contraction.Gemm.class, ContractionKernels::gemm);
  }

  /** {@code y[..., m, n] = sum over k of a[..., m, k] * b[..., k, n]}. */
  private static void matMul(Contraction.MatMul op, List<NdArray> in, List<NdArray> out) {
    double[] a = in.get(0).reals();
    double[] b = in.get(1).reals();
    double[] y = out.get(0).reals();
    int rows = in.get(0).dim(in.get(0).rank() - 2);
    int inner = in.get(0).dim(in.get(0).rank() - 1);
    int columns = in.get(1).dim(in.get(1).rank() - 1);
    Shape batches = leading(out.get(0));
    int[] batchA = Positions.broadcast(leading(in.get(0)), batches);
    int[] batchB = Positions.broadcast(leading(in.get(1)), batches);
    for (int batch = 0; batch < batches.size(); batch++) {
      for (int m = 0; m < rows; m++) {
        for (int k = 0; k < inner; k++) {
          double factor = a[(batchA[batch] * rows + m) * inner + k];
          for (int n = 0; n < columns; n++) {
            y[(batch * rows + m) * columns + n] +=
                factor * b[(batchB[batch] * inner + k) * columns + n];
          }
        }
      }
    }
  }

  /** {@code y[m, n] = alpha * sum over k of a'[m, k] * b'[k, n] + beta * c[m, n]}. */
  private static void gemm(Contraction.Gemm op, List<NdArray> in, List<NdArray> out) {
    NdArray a = in.get(0);
    NdArray b = in.get(1);
    NdArray y = out.get(0);
    int rows = y.dim(0);
    int columns = y.dim(1);
    int inner = a.dim(op.transA() ? 0 : 1);
    boolean added = in.size() == 3;
    int[] atC = added ? Positions.broadcast(in.get(2).shape(), y.shape()) : new int[0];
    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < columns; n++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          double left = a.reals()[op.transA() ? k * rows + m : m * inner + k];
          double right = b.reals()[op.transB() ? n * inner + k : k * columns + n];
          sum += left * right;
        }
        double c = added ? op.beta() * in.get(2).reals()[atC[m * columns + n]] : 0;
        y.reals()[m * columns + n] = op.alpha() * sum + c;
      }
    }
  }

  private static Shape leading(NdArray matrices) {
    long[] dims = new long[matrices.rank() - 2];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = matrices.dim(axis);
    }
    return Shape.of(dims);
  }
}
