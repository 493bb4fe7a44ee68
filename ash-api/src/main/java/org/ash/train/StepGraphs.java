package org.ash.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.autodiff.Gradients;
import org.ash.autodiff.Recomputation;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Writes the graphs of a training step, and collects the variables that they need. */
final class StepGraphs {
  /** Added to the norm that a gradient is divided by when it is clipped; PyTorch's. */
  private static final double CLIP_EPS = 1e-6;

  private final Network network;
  private final TrainingConfig config;
  private final Parameters parameters;
  private final Map<String, Graph> graphs = new LinkedHashMap<>();
  private final Map<Variable, Tensor> slots = new LinkedHashMap<>();
  private final Map<Variable, Tensor> scratch = new LinkedHashMap<>();
  private final List<Variable> trained = new ArrayList<>();
  private Optional<WeightAverage> average = Optional.empty();

  /** Writes them; declares the parameters of the network. */
  StepGraphs(Network network, TrainingConfig config, Parameters parameters) {
    this.network = network;
    this.config = config;
    this.parameters = parameters;
    write();
  }

  /** {@code train}, and {@code apply} where a step is computed in parts. */
  Map<String, Graph> graphs() {
    return graphs;
  }

  /** Variables of the optimizer with their first values. */
  Map<Variable, Tensor> slots() {
    return slots;
  }

  /** Variables that need not outlive a step. */
  Map<Variable, Tensor> scratch() {
    return scratch;
  }

  /** Parameters that are not frozen. */
  List<Variable> trained() {
    return trained;
  }

  /** The average of the weights, when there is one. */
  Optional<WeightAverage> average() {
    return average;
  }

  private void write() {
    GraphBuilder g = new GraphBuilder(TrainingModule.TRAIN);
    Value images = TrainingModule.images(g, network);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.TRAINING);
    Value logits = network.forward(layers, images);
    Objective objective = new Objective(g, network, config, logits);
    Treatment.check(config, parameters.trainable());
    parameters.trainable().stream()
        .filter(variable -> Treatment.of(config, variable).isPresent())
        .forEach(trained::add);
    List<Node> forward = g.nodes();
    Map<Variable, Value> gradients = gradients(g, objective.loss(), trained);
    List<Updated> raw =
        g.scoped(
            "gradient", () -> Updated.of(g, gradients, v -> Treatment.of(config, v).orElseThrow()));
    if (config.averageDecay() > 0) {
      average = Optional.of(new WeightAverage(changing(g)));
    }
    if (config.parts() == 1) {
      update(g, objective.loss(), objective.correct(), raw);
      graphs.put(TrainingModule.TRAIN, built(g, forward));
      return;
    }
    GradientSum sum = new GradientSum(config.parts());
    g.scoped(
        "sum",
        () -> {
          sum.add(g, objective.loss(), objective.correct(), raw);
          return sum;
        });
    g.output(TrainingModule.LOSS, objective.loss());
    graphs.put(TrainingModule.TRAIN, built(g, forward));
    scratch.putAll(sum.variables());
    GraphBuilder apply = new GraphBuilder(TrainingModule.APPLY);
    update(
        apply,
        sum.loss(apply, objective.loss()),
        sum.correct(apply, objective.correct()),
        sum.gradients(apply, raw));
    graphs.put(TrainingModule.APPLY, apply.build());
  }

  private Graph built(GraphBuilder g, List<Node> forward) {
    return config.recompute() ? Recomputation.of(g.build(), forward) : g.build();
  }

  /** What a step changes of the network: trained parameters and running statistics. */
  private List<Variable> changing(GraphBuilder g) {
    List<Variable> changing = new ArrayList<>(trained);
    parameters.initialValues().keySet().stream()
        .filter(variable -> g.assigned(variable).isPresent())
        .forEach(changing::add);
    return changing;
  }

  private void update(GraphBuilder g, Value loss, Value correct, List<Updated> raw) {
    Value learningRate = g.input(TrainingModule.LEARNING_RATE, TensorType.of(DType.FLOAT32));
    Value squares = g.scoped("gradient", () -> sumOfSquares(g, raw));
    Value norm = g.sqrt(squares);
    Value finite = g.less(g.add(squares, g.abs(loss)), g.like(loss, Double.POSITIVE_INFINITY));
    Update update = new Update(g, finite, learningRate);
    Optimizer optimizer = Optimizer.parse(config.optimizer());
    g.scoped(
        "update",
        () -> {
          optimizer.write(update, clipped(g, raw, norm, config.clipNorm()));
          return update;
        });
    average.ifPresent(
        averaged ->
            g.scoped(
                "average",
                () -> {
                  averaged.write(update);
                  return update;
                }));
    g.output(TrainingModule.LOSS, loss);
    g.output(TrainingModule.CORRECT, correct);
    g.output(TrainingModule.GRADIENT_NORM, norm);
    slots.putAll(update.slots());
  }

  /** The gradient of each of the parameters, in order. */
  static Map<Variable, Value> gradients(GraphBuilder g, Value loss, List<Variable> trained) {
    List<Value> values = Gradients.of(g, loss, trained.stream().map(g::read).toList());
    Map<Variable, Value> gradients = new LinkedHashMap<>();
    IntStream.range(0, trained.size()).forEach(i -> gradients.put(trained.get(i), values.get(i)));
    return gradients;
  }

  private static Value sumOfSquares(GraphBuilder g, List<Updated> parameters) {
    return parameters.stream()
        .map(Updated::gradient)
        .map(
            value ->
                g.reduceSum(
                    g.mul(value, value),
                    IntStream.range(0, value.type().rank()).boxed().toList(),
                    false))
        .reduce(g::add)
        .orElseThrow(() -> new IllegalArgumentException("The network has nothing to train."));
  }

  /** Each gradient times {@code min(1, clip / (norm + eps))}; untouched when clip is 0. */
  private static List<Updated> clipped(
      GraphBuilder g, List<Updated> parameters, Value norm, double clip) {
    if (clip == 0) {
      return parameters;
    }
    Value ratio = g.div(g.like(norm, clip), g.add(norm, g.like(norm, CLIP_EPS)));
    Value factor = g.min(ratio, g.like(norm, 1));
    return parameters.stream().map(p -> p.withGradient(g.mul(p.gradient(), factor))).toList();
  }
}
