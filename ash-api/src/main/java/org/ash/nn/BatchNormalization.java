package org.ash.nn;

import java.util.List;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Normalization;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.Shape;

/**
 * Batch normalization of {@code x [N, C, ...]} (Ioffe and Szegedy, 2015). Parameters {@code scale},
 * {@code bias [C]}; statistics {@code running_mean}, {@code running_variance [C]}.
 *
 * <p>In training the batch's mean and population variance normalize, and the graph assigns {@code
 * running = momentum * running + (1 - momentum) * batch}, the population variance there, too
 * (ONNX's rule); where the layer is written several times, once for each in order. In inference the
 * running statistics normalize.
 *
 * @param eps added to the variance under the root, above 0
 * @param momentum share of the running statistic that is kept, at least 0 and below 1
 */
public record BatchNormalization(double eps, double momentum) implements Layer {
  /** ONNX's default. */
  public static final double DEFAULT_EPS = 1e-5;

  /** ONNX's default; PyTorch writes it as 0.1. */
  public static final double DEFAULT_MOMENTUM = 0.9;

  /** Checks the ranges. */
  public BatchNormalization {
    if (!(eps > 0) || !(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "Batch normalization has eps > 0 and 0 <= momentum < 1, given "
              + eps
              + " and "
              + momentum
              + ".");
    }
  }

  /** With eps 1e-5 and momentum 0.9. */
  public static BatchNormalization standard() {
    return new BatchNormalization(DEFAULT_EPS, DEFAULT_MOMENTUM);
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    Shape channels = Shape.of(x.type().dim(1).extent());
    Value scale = trained(layers, name + ".scale", channels, 1);
    Value bias = trained(layers, name + ".bias", channels, 0);
    Variable mean = statistic(layers, name + ".running_mean", channels, 0);
    Variable variance = statistic(layers, name + ".running_variance", channels, 1);
    GraphBuilder graph = layers.graph();
    if (layers.mode() == LayerContext.Mode.INFERENCE) {
      return graph.apply(
          name,
          new Normalization.BatchNormalization(eps),
          x,
          scale,
          bias,
          graph.read(mean),
          graph.read(variance));
    }
    List<Value> results =
        graph.applyAll(name, new BatchNormalizationTraining(eps), List.of(x, scale, bias));
    update(graph, name + ".update_mean", mean, results.get(1));
    update(graph, name + ".update_variance", variance, results.get(2));
    return results.get(0);
  }

  private void update(GraphBuilder graph, String name, Variable running, Value batch) {
    // Written twice, as for the real and the made images of a discriminator, it moves twice.
    Value before = graph.assigned(running).orElseGet(() -> graph.read(running));
    Value next =
        graph.scoped(
            name,
            () ->
                graph.add(
                    graph.mul(before, graph.like(batch, momentum)),
                    graph.mul(batch, graph.like(batch, 1 - momentum))));
    graph.reassign(running, next);
  }

  private static Value trained(LayerContext layers, String name, Shape shape, double initial) {
    return layers.parameter(
        name, shape, Variable.Role.NORMALIZATION, Initializers.constant(initial));
  }

  private static Variable statistic(LayerContext layers, String name, Shape shape, double initial) {
    return layers
        .parameters()
        .declare(name, shape, Variable.Role.STATISTIC, Initializers.constant(initial));
  }
}
