package org.ash.nn;

import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;

/**
 * Dropout (Srivastava et al., JMLR 2014): in training each element becomes 0 with a probability and
 * is divided by the probability of staying otherwise; in inference the identity.
 *
 * <p>Which elements stay is fed at each step, see {@link RandomMask}; the graph's input is named
 * {@code <name>.keep}, and {@code <name>.keep_2} where the layer is written a second time.
 *
 * @param rate share of the elements that are dropped, in [0, 1)
 */
public record Dropout(double rate) implements Layer {

  /** Checks the range. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout has a rate in [0, 1), given " + rate + ".");
    }
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    if (rate == 0 || layers.mode() == LayerContext.Mode.INFERENCE) {
      return x;
    }
    GraphBuilder graph = layers.graph();
    Value keep = layers.mask(new RandomMask(name + ".keep", 1 - rate, x.type().shape()));
    return graph.scoped(
        name,
        () -> graph.where(keep, graph.mul(x, graph.like(x, 1 / (1 - rate))), graph.like(x, 0)));
  }
}
