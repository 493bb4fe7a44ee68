package org.ash.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ash.ir.AshComposite;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.tensor.Shape;

/**
 * ASH, {@code y = x * sigmoid(2 alpha (x - mean - z std))} over each sample (ASH-1, ASH-2), with a
 * trained alpha and a trained z for each place.
 *
 * @param alpha how sharp the gate begins; finite
 * @param z how many standard deviations above the mean the gate begins to open; finite
 * @param topPercent the share, in percent, that z was chosen for, when it was chosen so (ASH-3)
 * @param eps added to the variance under the root; above 0
 */
public record Ash(double alpha, double z, OptionalDouble topPercent, double eps)
    implements Activation {
  /** Where alpha begins unless set. */
  public static final double DEFAULT_ALPHA = 1;

  /** Where z begins unless set: the gate opens at the mean. */
  public static final double DEFAULT_Z = 0;

  /** What is added to the variance unless set (ASH-2). */
  public static final double DEFAULT_EPS = 1e-5;

  /** Checks the ranges, and that z is the one of the percentage. */
  public Ash {
    z += 0.0; // -0 is written as 0
    if (!Double.isFinite(alpha) || !Double.isFinite(z)) {
      throw new IllegalArgumentException(
          "ASH begins with a finite alpha and z, given " + alpha + " and " + z + ".");
    }
    if (!(eps > 0 && Double.isFinite(eps))) {
      throw new IllegalArgumentException("ASH needs a finite eps above 0, given " + eps + ".");
    }
    if (topPercent.isPresent() && ZScore.ofTopPercent(topPercent.getAsDouble()) != z) {
      throw new IllegalArgumentException(
          "z = " + z + " is not that of the top " + topPercent.getAsDouble() + " %.");
    }
  }

  /** ASH with alpha 1, z 0 and eps 1e-5. */
  public static Ash standard() {
    return new Ash(DEFAULT_ALPHA, DEFAULT_Z, OptionalDouble.empty(), DEFAULT_EPS);
  }

  /** This with another z to begin with. */
  public Ash withZ(double initial) {
    return new Ash(alpha, initial, OptionalDouble.empty(), eps);
  }

  /**
   * This with z beginning where the top k % of a normal sample pass; z is trained all the same.
   *
   * @param percent k, above 0 and below 100
   */
  public Ash withTopPercent(double percent) {
    return new Ash(alpha, ZScore.ofTopPercent(percent), OptionalDouble.of(percent), eps);
  }

  /** This with another alpha to begin with. */
  public Ash withAlpha(double initial) {
    return new Ash(initial, z, topPercent, eps);
  }

  /** This with another eps. */
  public Ash withEps(double added) {
    return new Ash(alpha, z, topPercent, added);
  }

  @Override
  public String spec() {
    return spec("ash", List.of());
  }

  /** The specification of a variant that has these settings and further ones before them. */
  String spec(String name, List<String> further) {
    List<String> settings = new ArrayList<>(further);
    if (topPercent.isPresent()) {
      settings.add("top=" + SpecArguments.format(topPercent.getAsDouble()) + "%");
    } else if (z != DEFAULT_Z) {
      settings.add("z=" + SpecArguments.format(z));
    }
    if (alpha != DEFAULT_ALPHA) {
      settings.add("alpha=" + SpecArguments.format(alpha));
    }
    if (eps != DEFAULT_EPS) {
      settings.add("eps=" + SpecArguments.format(eps));
    }
    return settings.isEmpty() ? name : name + ":" + String.join(",", settings);
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return gate(graph, name, x, alpha(parameters, name), z(parameters, name, true));
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return Optional.of(
        Gate.over(graph, x, alpha(parameters, name), z(parameters, name, true), eps));
  }

  /** The trained alpha of a place. */
  Value alpha(ParameterSource parameters, String name) {
    return parameters.parameter(name + ".alpha", Shape.scalar(), alpha, true);
  }

  /** The z of a place. */
  Value z(ParameterSource parameters, String name, boolean trained) {
    return parameters.parameter(name + ".z", Shape.scalar(), z, trained);
  }

  /** ASH with given parameters, under the place's name. */
  Value gate(GraphBuilder graph, String name, Value x, Value givenAlpha, Value givenZ) {
    return graph.applyAll(name, new AshComposite.Ash(eps), List.of(x, givenAlpha, givenZ)).get(0);
  }
}
