package org.ash.conformance.broken;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** Matrix products and the vectors added to them, wrong. */
final class BrokenContractions {
  private BrokenContractions() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "matmul-transposed-weights",
            "MatMul reads b as though it were stored column by column.",
            List.of("OP-MatMul-values", "OP-MatMul-special", "OP-MatMul-random"),
            Rewriting.of(
                Contraction.MatMul.class,
                (g, op, in) -> g.apply(op, in.get(0), columnByColumn(g, in.get(1))))),
        new BrokenBackend(
            "gemm-transposed-weights",
            "Gemm takes a transposed B for a straight one.",
            List.of("OP-Gemm-values", "OP-Gemm-random"),
            Rewriting.of(Contraction.Gemm.class, BrokenContractions::untransposed)),
        new BrokenBackend(
            "gemm-ignored-beta",
            "Gemm adds C itself, not beta C.",
            List.of("OP-Gemm-values", "OP-Gemm-random"),
            Rewriting.of(
                Contraction.Gemm.class,
                (g, op, in) ->
                    g.apply(
                        new Contraction.Gemm(op.alpha(), 1, op.transA(), op.transB()),
                        in.toArray(Value[]::new)))),
        new BrokenBackend(
            "gemm-bias-along-rows",
            "Gemm fills the rows of the result with C as though they were its columns.",
            List.of("OP-Gemm-values", "OP-Gemm-random"),
            Rewriting.of(Contraction.Gemm.class, BrokenContractions::biasAlongRows)),
        new BrokenBackend(
            "wrong-broadcast",
            "Add repeats a vector along the first axis, not the last.",
            List.of("OP-Add-values"),
            Rewriting.of(
                Broadcasting.Add.class,
                (g, op, in) ->
                    g.apply(op, in.get(0), fromTheFront(g, in.get(1), in.get(0).type().shape())))));
  }

  private static Value columnByColumn(GraphBuilder g, Value matrices) {
    int rank = matrices.type().rank();
    Integer[] swap = IntStream.range(0, rank).boxed().toArray(Integer[]::new);
    swap[rank - 2] = rank - 1;
    swap[rank - 1] = rank - 2;
    return g.transpose(g.reshape(matrices, swapped(matrices.type().shape())), swap);
  }

  private static SymbolicShape swapped(SymbolicShape shape) {
    List<Dimension> dims = new ArrayList<>(shape.dims());
    Collections.swap(dims, dims.size() - 2, dims.size() - 1);
    return new SymbolicShape(dims);
  }

  private static Value untransposed(GraphBuilder g, Contraction.Gemm op, List<Value> in) {
    if (!op.transB()) {
      return g.apply(op, in.toArray(Value[]::new));
    }
    Value[] operands = in.toArray(Value[]::new);
    operands[1] = g.reshape(in.get(1), swapped(in.get(1).type().shape()));
    return g.apply(new Contraction.Gemm(op.alpha(), op.beta(), op.transA(), false), operands);
  }

  private static Value biasAlongRows(GraphBuilder g, Contraction.Gemm op, List<Value> in) {
    Value product = g.apply(op, in.toArray(Value[]::new));
    if (in.size() < 3) {
      return product;
    }
    Value bias = fromTheFront(g, in.get(2), product.type().shape());
    return g.apply(op, in.get(0), in.get(1), bias);
  }

  /** A vector as long as the last axis, repeated in memory order as though it were the first. */
  private static Value fromTheFront(GraphBuilder g, Value vector, SymbolicShape shape) {
    int last = shape.rank() - 1;
    if (vector.type().rank() != 1 || last < 1 || !vector.type().dim(0).equals(shape.dim(last))) {
      return vector;
    }
    SymbolicShape column = SymbolicShape.of(vector.type().dim(0), Dimension.of(1));
    SymbolicShape filled = SymbolicShape.of(vector.type().dim(0), shape.size(0, last));
    return g.reshape(g.expand(g.reshape(vector, column), filled), shape);
  }
}
