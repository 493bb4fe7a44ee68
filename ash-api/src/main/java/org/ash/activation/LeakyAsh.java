package org.ash.activation;

import java.util.List;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * L-ASH (ASH-8): {@code y = x (slope + (1 - slope) S(u))} with ASH's u, so that what the gate shuts
 * out still leaks.
 *
 * @param slope what passes of an element that the gate shuts out; in [0, 1)
 * @param ash where alpha and z begin, and eps
 */
public record LeakyAsh(double slope, Ash ash) implements Activation {
  /** The slope unless set. */
  public static final double DEFAULT_SLOPE = 0.01;

  /** Checks the range. */
  public LeakyAsh {
    if (!(slope >= 0 && slope < 1)) {
      throw new IllegalArgumentException("L-ASH has a slope in [0, 1), given " + slope + ".");
    }
  }

  @Override
  public String spec() {
    String leak = "slope=" + SpecArguments.format(slope);
    return ash.spec("l-ash", slope == DEFAULT_SLOPE ? List.of() : List.of(leak));
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Value gated = ash.write(graph, parameters, name, x);
    return graph.scoped(
        name,
        () ->
            graph.add(
                graph.mul(gated, graph.like(x, 1 - slope)), graph.mul(x, graph.like(x, slope))));
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return ash.gate(graph, parameters, name, x);
  }
}
