package org.ash.autodiff;

import java.util.stream.IntStream;
import org.ash.ir.Contraction;
import org.ash.ir.Contraction.Gemm;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.Value;

/** Gradient rules of {@link Contraction}. */
final class ContractionRules {
  private ContractionRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Contraction.MatMul.class, ContractionRules::matMul)
        .on(Contraction.Gemm.class, ContractionRules::gemm);
  }

  /** {@code da = dy b^T}, {@code db = a^T dy}, summed over leading axes that were broadcast. */
  private static void matMul(Op op, Backward at) {
    GraphBuilder g = at.graph();
    at.giveSummed(0, () -> g.matMul(at.dy(), transposed(g, at.x(1))));
    at.giveSummed(1, () -> g.matMul(transposed(g, at.x(0)), at.dy()));
  }

  private static Value transposed(GraphBuilder g, Value matrices) {
    int rank = matrices.type().rank();
    Integer[] perm = IntStream.range(0, rank).boxed().toArray(Integer[]::new);
    perm[rank - 2] = rank - 1;
    perm[rank - 1] = rank - 2;
    return g.transpose(matrices, perm);
  }

  /**
   * With A' and B' the factors as multiplied: {@code dA' = alpha dy B'^T}, {@code dB' = alpha A'^T
   * dy}, transposed where the operand was; {@code dC = beta dy}.
   */
  private static void gemm(Gemm op, Backward at) {
    GraphBuilder g = at.graph();
    double alpha = op.alpha();
    Value a = at.x(0);
    Value b = at.x(1);
    at.give(
        0,
        () ->
            op.transA()
                ? g.apply(new Gemm(alpha, 0, op.transB(), true), b, at.dy())
                : g.apply(new Gemm(alpha, 0, false, !op.transB()), at.dy(), b));
    at.give(
        1,
        () ->
            op.transB()
                ? g.apply(new Gemm(alpha, 0, true, op.transA()), at.dy(), a)
                : g.apply(new Gemm(alpha, 0, !op.transA(), false), a, at.dy()));
    if (at.operands() == 3) {
      at.give(
          2,
          () -> {
            Value sum = Unbroadcast.to(g, at.dy(), at.shape(2));
            return op.beta() == 1 ? sum : g.mul(sum, g.like(sum, op.beta()));
          });
    }
  }
}
