package org.ash.activation;

import org.ash.ir.ActivationComposite;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.tensor.Shape;

/**
 * Leaky ReLU with one trained slope for each channel, {@code slope [C]}, C the extent of axis 1 (He
 * et al., ICCV 2015).
 *
 * @param start where every slope begins; finite
 */
public record PRelu(double start) implements Activation {
  /** Where slopes begin unless set. */
  public static final double DEFAULT_START = 0.25;

  /** Checks the start. */
  public PRelu {
    SpecArguments.requireFinite("prelu", "start", start);
  }

  @Override
  public String spec() {
    return SpecArguments.spec("prelu", "start", start, DEFAULT_START);
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Shape channels = Shape.of(x.type().dim(1).extent());
    Value slope = parameters.parameter(name + ".slope", channels, start, true);
    return graph.apply(name, new ActivationComposite.PRelu(), x, slope);
  }
}
