package org.ash.activation;

import java.util.List;
import java.util.Optional;
import org.ash.ir.Broadcasting;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.tensor.Tensor;

/**
 * Equation 7 of Lee et al. (NeurIPS 2022; ASH-8), what ASH becomes for alpha to infinity: x where
 * it lies above {@code mean + z std} of its sample, else 0. The gradient passes through the
 * elements that are kept; z gets none and stays. Meant for inference: the z of a trained ASH fits
 * by name.
 *
 * <p>A sample with NaN or Inf is NaN as a whole (ASH-5).
 *
 * @param ash z and eps; alpha is not used
 */
public record ThresholdAsh(Ash ash) implements Activation {

  /** Refuses an alpha that would have no effect. */
  public ThresholdAsh {
    if (ash.alpha() != Ash.DEFAULT_ALPHA) {
      throw new IllegalArgumentException("The threshold of Eq. 7 has no alpha.");
    }
  }

  @Override
  public String spec() {
    return ash.spec("hard-ash-eq7", List.of());
  }

  @Override
  public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Value z = ash.z(parameters, name, false);
    List<Value> keptAndNothing = graph.scoped(name, () -> choice(graph, x, z));
    return graph.apply(
        name, new Broadcasting.Where(), keptAndNothing.get(0), x, keptAndNothing.get(1));
  }

  @Override
  public Optional<Gate> gate(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    Value z = ash.z(parameters, name, false);
    Value alpha = graph.constant(Tensor.scalar(z.type().dtype(), Double.POSITIVE_INFINITY));
    return Optional.of(Gate.over(graph, x, alpha, z, ash.eps()));
  }

  /** Whether each element is kept, and what stands for one that is not: 0, or NaN by ASH-5. */
  private List<Value> choice(GraphBuilder graph, Value x, Value z) {
    SampleStatistics sample = SampleStatistics.of(graph, graph.stopGradient(x), ash.eps());
    Value kept = graph.greater(sample.centred(), graph.mul(z, sample.std()));
    return List.of(kept, graph.mul(sample.mean(), graph.like(x, 0)));
  }
}
