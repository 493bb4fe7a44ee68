package org.ash.nn;

import java.util.Map;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Value;
import org.ash.tensor.Shape;

/**
 * Counts multiply-adds as the field does: the products of convolutions and of matrices. Operators
 * that work element by element, normalizations and reductions count as 0.
 */
final class MultiplyAdds {
  private static final OperatorTable<Rule> RULES =
      new OperatorTable<Rule>()
          .on(Convolution.Conv.class, MultiplyAdds::conv)
          .on(Convolution.ConvInputGradient.class, MultiplyAdds::convInputGradient)
          .on(Convolution.ConvWeightGradient.class, MultiplyAdds::convWeightGradient)
          .on(Contraction.MatMul.class, MultiplyAdds::matMul)
          .on(Contraction.Gemm.class, MultiplyAdds::gemm);

  private MultiplyAdds() {}

  /**
   * Multiply-adds of one node.
   *
   * @param symbols a value for every symbol, as {@code {N=1}}
   */
  static long of(Node node, Map<String, Long> symbols) {
    return RULES.find(node.op()).map(rule -> rule.count(node, symbols)).orElse(0L);
  }

  @FunctionalInterface
  private interface Rule {
    long count(Node node, Map<String, Long> symbols);
  }

  private static long conv(Node node, Map<String, Long> symbols) {
    return overFilter(shape(node.output(0), symbols), shape(node.input(1), symbols));
  }

  private static long convInputGradient(Node node, Map<String, Long> symbols) {
    return overFilter(shape(node.input(0), symbols), shape(node.input(1), symbols));
  }

  private static long convWeightGradient(Node node, Map<String, Long> symbols) {
    return overFilter(shape(node.input(1), symbols), shape(node.output(0), symbols));
  }

  /** Each element of y, or of its gradient, goes with every tap of one filter. */
  private static long overFilter(Shape y, Shape weight) {
    return y.size() * (weight.size() / weight.dim(0));
  }

  private static long matMul(Node node, Map<String, Long> symbols) {
    Shape a = shape(node.input(0), symbols);
    return shape(node.output(0), symbols).size() * a.dim(a.rank() - 1);
  }

  private static long gemm(Node node, Map<String, Long> symbols) {
    boolean transposed = ((Contraction.Gemm) node.op()).transA();
    long inner = shape(node.input(0), symbols).dim(transposed ? 0 : 1);
    return shape(node.output(0), symbols).size() * inner;
  }

  private static Shape shape(Value value, Map<String, Long> symbols) {
    return value.type().shape().bind(symbols);
  }
}
