package org.ash.activation;

import java.util.List;
import java.util.Optional;
import org.ash.ir.Broadcasting;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Hard ASH (arXiv 2404.17651; ASH-8): {@code y = clip(x, 0, 2) h(alpha (x - mean - z std))} with
 * the hard sigmoid {@code h(t) = clip(t + 3, 0, 6) / 6}. Its alpha has no factor 2.
 *
 * @param ash where alpha and z begin, and eps
 */
public record HardAsh(Ash ash) implements Activation {
  private static final double LARGEST = 2;
  private static final double SHIFT = 3;
  private static final double WIDTH = 6;

  @Override
  public String spec() {
    return ash.spec("hard-ash", List.of());
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Value alpha = ash.alpha(parameters, name);
    Value z = ash.z(parameters, name, true);
    List<Value> factors = graph.scoped(name, () -> factors(graph, x, alpha, z));
    return graph.apply(name, new Broadcasting.Mul(), factors.get(0), factors.get(1));
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return ash.gate(graph, parameters, name, x);
  }

  private List<Value> factors(GraphBuilder graph, Value x, Value alpha, Value z) {
    SampleStatistics sample = SampleStatistics.of(graph, x, ash.eps());
    Value above = graph.sub(sample.centred(), graph.mul(z, sample.std()));
    Value shifted = graph.add(graph.mul(above, alpha), graph.like(x, SHIFT));
    Value gate = graph.apply(new Elementwise.Clip(0, WIDTH), shifted);
    return List.of(
        graph.apply(new Elementwise.Clip(0, LARGEST), x),
        graph.mul(gate, graph.like(x, 1 / WIDTH)));
  }
}
