package org.ash.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * F-ASH (ASH-8): ASH whose z stays where the top k % of a normal sample pass; only alpha is
 * trained.
 *
 * @param k the share in percent, above 0 and below 100
 * @param alpha how sharp the gate begins; finite
 * @param eps added to the variance under the root; above 0
 */
public record FixedAsh(double k, double alpha, double eps) implements Activation {
  /** The share unless set: z is 0. */
  public static final double DEFAULT_K = 50;

  /** Checks the ranges. */
  public FixedAsh {
    beginning(k, alpha, eps);
  }

  @Override
  public String spec() {
    List<String> settings = new ArrayList<>();
    if (k != DEFAULT_K) {
      settings.add("k=" + SpecArguments.format(k));
    }
    return Ash.standard().withAlpha(alpha).withEps(eps).spec("f-ash", settings);
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Ash ash = beginning(k, alpha, eps);
    return ash.gate(graph, name, x, ash.alpha(parameters, name), ash.z(parameters, name, false));
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Ash ash = beginning(k, alpha, eps);
    return Optional.of(
        Gate.over(graph, x, ash.alpha(parameters, name), ash.z(parameters, name, false), eps));
  }

  private static Ash beginning(double k, double alpha, double eps) {
    return Ash.standard().withAlpha(alpha).withEps(eps).withTopPercent(k);
  }
}
