package org.ash.ir;

import java.util.ArrayList;
import java.util.List;

/** Matrix products. */
public sealed interface Contraction extends Op {

  /**
   * Matrix product of the last two axes; {@code a [..., M, K]}, {@code b [..., K, N]} -> {@code
   * [..., M, N]}, both of rank 2 or more, the leading axes broadcast. ONNX MatMul-13.
   */
  record MatMul() implements Contraction {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating();
      SymbolicShape a = in.shape(0);
      SymbolicShape b = in.shape(1);
      if (a.rank() < 2 || b.rank() < 2) {
        throw in.error("expects inputs of rank 2 or more");
      }
      if (!a.dim(a.rank() - 1).equals(b.dim(b.rank() - 2))) {
        throw in.error(
            "cannot multiply: the first has "
                + a.dim(a.rank() - 1)
                + " columns, the second "
                + b.dim(b.rank() - 2)
                + " rows");
      }
      SymbolicShape leading =
          in.broadcast(
              new SymbolicShape(a.dims().subList(0, a.rank() - 2)),
              new SymbolicShape(b.dims().subList(0, b.rank() - 2)));
      List<Dimension> dims = new ArrayList<>(leading.dims());
      dims.add(a.dim(a.rank() - 2));
      dims.add(b.dim(b.rank() - 1));
      return List.of(in.type(0).withShape(new SymbolicShape(dims)));
    }
  }

  /**
   * {@code alpha * A' * B' + beta * C} with {@code A' [M, K]} = A or its transpose, {@code B' [K,
   * N]} likewise, and C (optional third input) broadcast to {@code [M, N]}. ONNX Gemm-13.
   */
  record Gemm(double alpha, double beta, boolean transA, boolean transB) implements Contraction {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2, 3).expectFloating().expectRank(0, 2).expectRank(1, 2);
      Dimension m = in.shape(0).dim(transA ? 1 : 0);
      Dimension k = in.shape(0).dim(transA ? 0 : 1);
      Dimension rows = in.shape(1).dim(transB ? 1 : 0);
      Dimension n = in.shape(1).dim(transB ? 0 : 1);
      if (!k.equals(rows)) {
        throw in.error(
            "cannot multiply: the first has " + k + " columns, the second " + rows + " rows");
      }
      SymbolicShape result = SymbolicShape.of(m, n);
      if (in.count() == 3 && !in.broadcast(in.shape(2), result).equals(result)) {
        throw in.error("cannot broadcast input 2 to " + result);
      }
      return List.of(in.type(0).withShape(result));
    }
  }
}
