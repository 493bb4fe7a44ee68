package org.ash.activation;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.AshComposite;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Where an activation lets through what lies above {@code mean + z std} of its sample, as ASH and
 * its variants do.
 *
 * @param alpha how sharp, a scalar; infinite where there is none, for so is the threshold of Eq. 7
 * @param z in standard deviations, a scalar
 * @param x what is activated, {@code [N, ...]}
 * @param mean of each sample, {@code [N, 1, ...]}
 * @param std of each sample, {@code [N, 1, ...]}
 */
public record Gate(Value alpha, Value z, Value x, Value mean, Value std) {

  /** Writes the mean of {@code alpha (x - mean - z std) > 0}, the share let through (ASH-7). */
  public Value share(GraphBuilder g) {
    Value u = g.mul(g.sub(x, g.add(mean, g.mul(z, std))), alpha);
    Value open = g.cast(g.greater(u, g.like(u, 0)), x.type().dtype());
    return g.reduceMean(open, IntStream.range(0, x.type().rank()).boxed().toList(), false);
  }

  /** Over the statistics that an {@code Ash} of the same operands gives, else written anew. */
  static Gate over(GraphBuilder g, Value x, Value alpha, Value z, double eps) {
    List<Value> operands = List.of(x, alpha, z);
    return g.nodes().stream()
        .filter(node -> node.op().equals(new AshComposite.Ash(eps)))
        .filter(node -> node.inputs().equals(operands))
        .findFirst()
        .map(node -> new Gate(alpha, z, x, node.output(1), node.output(2)))
        .orElseGet(
            () -> {
              SampleStatistics sample = SampleStatistics.of(g, x, eps);
              return new Gate(alpha, z, x, sample.mean(), sample.std());
            });
  }
}
