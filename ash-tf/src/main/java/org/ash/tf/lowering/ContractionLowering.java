package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.Contraction;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;
import org.tensorflow.Output;

/** Matrix products; a transposed operand is read as it lies. */
final class ContractionLowering {
  private ContractionLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Contraction.MatMul.class, ContractionLowering::matMul);
    table.on(Contraction.Gemm.class, ContractionLowering::gemm);
  }

  private static List<Lowered> matMul(LoweringScope tf, Node node, List<Lowered> in) {
    Matrix a = Matrix.of(tf, in.get(0));
    Matrix b = Matrix.of(tf, in.get(1));
    TensorType type = node.output(0).type();
    Output<?> y =
        in.get(0).rank() == 2 && in.get(1).rank() == 2
            ? product(tf, a, b)
            : tf.op("BatchMatMulV2")
                .in(a.output, b.output)
                .attr("adj_x", a.transposed)
                .attr("adj_y", b.transposed)
                .one();
    return List.of(Lowered.logical(y, type));
  }

  private static List<Lowered> gemm(LoweringScope tf, Node node, List<Lowered> in) {
    Contraction.Gemm gemm = (Contraction.Gemm) node.op();
    Matrix a = Matrix.of(tf, in.get(0)).flipped(gemm.transA());
    Matrix b = Matrix.of(tf, in.get(1)).flipped(gemm.transB());
    TensorType type = node.output(0).type();
    Output<?> y = scaled(tf, product(tf, a, b), type.dtype(), gemm.alpha());
    if (in.size() == 3) {
      Output<?> c = tf.broadcastable(in.get(2), Layout.logical(2));
      y = tf.op("AddV2", y, scaled(tf, c, type.dtype(), gemm.beta()));
    }
    return List.of(Lowered.logical(y, type));
  }

  private static Output<?> product(LoweringScope tf, Matrix a, Matrix b) {
    return tf.op("MatMul")
        .in(a.output, b.output)
        .attr("transpose_a", a.transposed)
        .attr("transpose_b", b.transposed)
        .one();
  }

  private static Output<?> scaled(LoweringScope tf, Output<?> x, DType dtype, double factor) {
    return factor == 1 ? x : tf.op("Mul", x, tf.scalar(dtype, factor));
  }

  /** Matrices in logical order, or with their last two axes swapped. */
  private record Matrix(Output<?> output, boolean transposed) {

    static Matrix of(LoweringScope tf, Lowered value) {
      int rank = value.rank();
      List<Integer> swapped = new ArrayList<>(IntStream.range(0, rank - 2).boxed().toList());
      swapped.add(rank - 1);
      swapped.add(rank - 2);
      return value.layout().equals(new Layout(swapped))
          ? new Matrix(value.output(), true)
          : new Matrix(tf.logical(value), false);
    }

    Matrix flipped(boolean flip) {
      return new Matrix(output, transposed ^ flip);
    }
  }
}
