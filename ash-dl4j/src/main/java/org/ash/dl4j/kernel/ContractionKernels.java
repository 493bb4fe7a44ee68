package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Contraction;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/** Kernels of {@link Contraction}: BLAS on blocks of rows, shared between threads. */
final class ContractionKernels {
  /** Rows of a block; fixed, so that the number of threads does not change a result. */
  private static final int BLOCK = 64;

  private ContractionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Contraction.MatMul.class, ContractionKernels::matMul)
        .on(Contraction.Gemm.class, ContractionKernels::gemm);
  }

  private static Step matMul(
      Contraction.MatMul op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray a = in.get(0);
    NativeArray b = in.get(1);
    NativeArray y = out.get(0);
    int rows = a.dim(a.shape().rank() - 2);
    int inner = a.dim(a.shape().rank() - 1);
    int columns = b.dim(b.shape().rank() - 1);
    Shape batches = leading(y);
    int[] batchA = repeated(leading(a), batches);
    int[] batchB = repeated(leading(b), batches);
    int blocks = (rows + BLOCK - 1) / BLOCK;
    return () ->
        SampleTeam.forEach(
            batchA.length * blocks,
            Math.max(1, BLOCK * inner),
            scope.threads(),
            part -> {
              int batch = part / blocks;
              int first = part % blocks * BLOCK;
              Blas.multiply(
                  Math.min(BLOCK, rows - first),
                  columns,
                  inner,
                  1,
                  Blas.Matrix.of(a, ((long) batchA[batch] * rows + first) * inner, inner),
                  Blas.Matrix.of(b, (long) batchB[batch] * inner * columns, columns),
                  0,
                  Blas.Matrix.of(y, ((long) batch * rows + first) * columns, columns));
            });
  }

  private static Step gemm(
      Contraction.Gemm op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray y = out.get(0);
    int rows = y.dim(0);
    int columns = y.dim(1);
    int inner = in.get(0).dim(op.transA() ? 0 : 1);
    Blas.Matrix a = new Blas.Matrix(in.get(0), 0, op.transA() ? rows : inner, op.transA());
    Blas.Matrix b = new Blas.Matrix(in.get(1), 0, op.transB() ? inner : columns, op.transB());
    boolean added = in.size() == 3;
    Operand c = Operand.of(added ? in.get(2) : y, y.shape());
    return () ->
        SampleTeam.forEach(
            (rows + BLOCK - 1) / BLOCK,
            Math.max(1, BLOCK * inner),
            scope.threads(),
            block -> {
              int first = block * BLOCK;
              int count = Math.min(BLOCK, rows - first);
              if (added) {
                scale(c, op.beta(), y, first * columns, count * columns);
              }
              Blas.multiply(
                  count,
                  columns,
                  inner,
                  op.alpha(),
                  a.from(op.transA() ? first : (long) first * inner),
                  b,
                  added ? 1 : 0,
                  Blas.Matrix.of(y, (long) first * columns, columns));
            });
  }

  /** {@code y = beta c} for some elements. */
  private static void scale(Operand c, double beta, NativeArray y, int first, int length) {
    Lanes lanes = Lanes.ofThread();
    for (int from = first; from < first + length; from += Lanes.LENGTH) {
      int count = Math.min(Lanes.LENGTH, first + length - from);
      if (y.dtype() == DType.FLOAT32) {
        float[] values = lanes.floats(0);
        c.read(from, values, count);
        for (int i = 0; i < count; i++) {
          values[i] *= (float) beta;
        }
        y.write(from, values, count);
      } else {
        double[] values = lanes.doubles(0);
        c.read(from, values, count);
        for (int i = 0; i < count; i++) {
          values[i] *= beta;
        }
        y.write(from, values, count);
      }
    }
  }

  private static Shape leading(NativeArray matrices) {
    long[] dims = new long[matrices.shape().rank() - 2];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = matrices.dim(axis);
    }
    return Shape.of(dims);
  }

  /** For each matrix of the result, which of an operand's matrices is repeated there. */
  private static int[] repeated(Shape from, Shape to) {
    int[] own = StridedCopy.strides(from);
    int added = to.rank() - from.rank();
    int[] result = new int[(int) to.size()];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        int index = (int) (rest % to.dim(axis));
        rest /= (int) to.dim(axis);
        if (axis >= added && from.dim(axis - added) != 1) {
          result[i] += index * own[axis - added];
        }
      }
    }
    return result;
  }
}
