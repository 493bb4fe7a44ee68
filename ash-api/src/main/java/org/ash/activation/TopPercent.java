package org.ash.activation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.Broadcasting;
import org.ash.ir.Dimension;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Indexing;
import org.ash.ir.ShapeException;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/**
 * Equation 3 of Lee et al. (NeurIPS 2022; ASH-8), the selection that ASH stands in for: x where it
 * is among the top k % of its own sample, else 0. Nothing is trained, and the gradient passes
 * through the elements that are kept.
 *
 * <p>Of M elements {@code ceil(k M / 100)} are the top: never fewer than k %, so that the share is
 * kept to in small samples, too, and one at least passes. All that equal the smallest of them pass
 * with it, so that the order of the elements makes no difference.
 *
 * <p>A sample with NaN or Inf is NaN as a whole (ASH-5).
 *
 * @param k the share in percent, above 0 and below 100
 */
public record TopPercent(double k) implements Activation {
  /** The share unless set, that of {@link FixedAsh}. */
  public static final double DEFAULT_K = FixedAsh.DEFAULT_K;

  /** Checks the range. */
  public TopPercent {
    if (!(k > 0 && k < 100)) {
      throw new IllegalArgumentException(
          "topk takes k above 0 % and below 100 %, given " + k + ".");
    }
  }

  @Override
  public String spec() {
    return SpecArguments.spec("topk", "k", k, DEFAULT_K);
  }

  /**
   * Writes the selection.
   *
   * @throws ShapeException when the number of elements of a sample is not known
   */
  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    List<Value> keptAndNothing = graph.scoped(name, () -> choice(graph, name, x));
    return graph.apply(
        name, new Broadcasting.Where(), keptAndNothing.get(0), x, keptAndNothing.get(1));
  }

  /** Whether each element is kept, and what stands for one that is not: 0, or NaN by ASH-5. */
  private List<Value> choice(GraphBuilder graph, String name, Value x) {
    Value fixed = graph.stopGradient(x);
    List<Integer> axes = IntStream.range(1, x.type().rank()).boxed().toList();
    Value zeros = graph.mul(graph.abs(fixed), graph.like(x, 0)); // NaN for NaN and Inf
    Value nothing = graph.reduceSum(zeros, axes, true);
    Value least = graph.add(least(graph, name, fixed, nothing.type().shape()), nothing);
    // Not "not less": nothing is to be kept of a sample whose threshold is NaN.
    Value kept = graph.apply(new Broadcasting.Or(), graph.greater(x, least), graph.equal(x, least));
    return List.of(kept, nothing);
  }

  /** The smallest element of the top of each sample, as {@code [N, 1, ...]}. */
  private Value least(GraphBuilder graph, String name, Value x, SymbolicShape one) {
    Dimension elements = Dimension.of(1);
    for (Dimension dim : x.type().shape().dims().subList(1, x.type().rank())) {
      elements = elements.times(dim);
    }
    if (!elements.isStatic()) {
      throw new ShapeException(
          "topk '"
              + name
              + "' takes a share of each sample and so needs to know how many elements it has;"
              + " input is "
              + x.type()
              + ".");
    }
    int count = count(elements.extent());
    Value rows = graph.reshape(x, SymbolicShape.of(x.type().dim(0), elements));
    Value top = graph.applyAll(new Indexing.TopK(1, count), rows).get(0);
    return graph.reshape(graph.apply(Shaping.Slice.of(1, count - 1, count, 1), top), one);
  }

  /** How many elements are the top, by the decimal number that k is written as. */
  private int count(long elements) {
    return BigDecimal.valueOf(k)
        .multiply(BigDecimal.valueOf(elements))
        .movePointLeft(2)
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }
}
