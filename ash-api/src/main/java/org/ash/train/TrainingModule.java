package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;
import org.ash.nn.RandomMask;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * The graphs of a training over one set of variables.
 *
 * <ul>
 *   <li>{@code train}: {@code images [N, C, H, W]}, {@code labels [N]} INT64, {@code learningRate}
 *       to {@code loss} (mean), {@code correct} (a count), {@code gradientNorm} (before clipping);
 *       assigns weights, running statistics and optimizer slots. Networks with dropout take the
 *       masks of {@link #masks}, too; trainings with mixup {@code partners} and {@code share}, with
 *       an average {@code averageShare}.
 *   <li>{@code apply}, where a step is computed in parts: what is left of a step when {@code train}
 *       has added up the gradients of every part; then it takes {@code learningRate} and {@code
 *       averageShare}, and {@code train} takes {@code keep}, 0 for the first part and else 1.
 *   <li>{@code eval}: {@code images} to {@code logits [N, classes]}; by the average of the weights
 *       where there is one, and so is {@code inspect}.
 *   <li>{@code inspect}: {@code images} to the scalars {@code PLACE/alpha}, {@code PLACE/z} and
 *       {@code PLACE/share} of each place that has a gate; only where the network has ASH, see
 *       {@link Inspection}.
 * </ul>
 */
public final class TrainingModule {
  /** Name of the training graph. */
  public static final String TRAIN = "train";

  /** Name of the graph that updates, where a step is computed in parts. */
  public static final String APPLY = "apply";

  /** Name of the inference graph. */
  public static final String EVAL = "eval";

  static final String IMAGES = "images";
  static final String LABELS = "labels";
  static final String LEARNING_RATE = "learningRate";
  static final String LOSS = "loss";
  static final String CORRECT = "correct";
  static final String GRADIENT_NORM = "gradientNorm";
  static final String LOGITS = "logits";

  private final GraphModule module;
  private final List<Variable> weights;
  private final StepGraphs step;
  private final List<RandomMask> masks;

  private TrainingModule(
      GraphModule module, List<Variable> weights, StepGraphs step, List<RandomMask> masks) {
    this.module = module;
    this.weights = List.copyOf(weights);
    this.step = step;
    this.masks = List.copyOf(masks);
  }

  /**
   * Writes the graphs of a network; variables begin with values made from the seed.
   *
   * @throws IllegalArgumentException when a parameter group of the settings has no parameter
   */
  public static TrainingModule of(Network network, TrainingConfig config) {
    Parameters parameters = new Parameters(config.seed());
    StepGraphs step = new StepGraphs(network, config, parameters);
    Map<String, Graph> graphs = new LinkedHashMap<>(step.graphs());
    graphs.put(EVAL, averaged(step, eval(network, parameters)));
    Inspection.graph(network, parameters)
        .ifPresent(graph -> graphs.put(Inspection.GRAPH, averaged(step, graph)));
    Map<Variable, Tensor> values = new LinkedHashMap<>(parameters.initialValues());
    List<Variable> weights = List.copyOf(values.keySet());
    values.putAll(step.slots());
    step.average().ifPresent(average -> values.putAll(average.initialValues(values)));
    values.putAll(step.scratch());
    return new TrainingModule(
        new GraphModule(network.name(), values, graphs), weights, step, parameters.masks());
  }

  private static Graph averaged(StepGraphs step, Graph graph) {
    return step.average().map(average -> average.of(graph)).orElse(graph);
  }

  /**
   * The graphs that need no training, {@code eval} and {@code inspect}.
   *
   * @param values the weights and running statistics by name; more than are needed may be given
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public static GraphModule inference(Network network, Map<String, Tensor> values) {
    Parameters parameters = new Parameters(0);
    Map<String, Graph> graphs = new LinkedHashMap<>();
    graphs.put(EVAL, eval(network, parameters));
    Inspection.graph(network, parameters).ifPresent(g -> graphs.put(Inspection.GRAPH, g));
    Map<Variable, Tensor> own = new LinkedHashMap<>();
    for (Variable variable : graphs.get(EVAL).variables()) {
      own.put(variable, valueOf(variable, values));
    }
    return new GraphModule(network.name(), own, graphs);
  }

  /** What a backend loads. */
  public GraphModule module() {
    return module;
  }

  /** Weights and running statistics, in the order of the network. */
  public List<Variable> weights() {
    return weights;
  }

  /** The parameters that training changes by their gradient: those that are not frozen. */
  public List<Variable> trained() {
    return List.copyOf(step.trained());
  }

  /** The optimizer's variables. */
  public List<Variable> slots() {
    return List.copyOf(step.slots().keySet());
  }

  /** The average of each weight that has one; empty where no average is kept. */
  public Map<Variable, Variable> averages() {
    return step.average().map(WeightAverage::averages).orElse(Map.of());
  }

  /** What {@code train} is fed with at each step besides images, labels and learning rate. */
  public List<RandomMask> masks() {
    return masks;
  }

  /**
   * The same graphs with other values to begin with.
   *
   * @param values of all weights, slots and averages
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public TrainingModule withValues(Map<String, Tensor> values) {
    Map<Variable, Tensor> own = new LinkedHashMap<>(module.initialValues());
    own.replaceAll(
        (variable, first) ->
            step.scratch().containsKey(variable) ? first : valueOf(variable, values));
    return with(own);
  }

  /**
   * The same graphs, some of whose weights begin with other values.
   *
   * @param values of any weights and running statistics by name
   * @throws IllegalArgumentException when one is unknown or of another shape
   */
  public TrainingModule startingFrom(Map<String, Tensor> values) {
    Map<Variable, Tensor> own = new LinkedHashMap<>(module.initialValues());
    Set<String> unknown = new TreeSet<>(values.keySet());
    for (Variable weight : weights) {
      if (unknown.remove(weight.name())) {
        own.put(weight, valueOf(weight, values));
        Optional.ofNullable(averages().get(weight))
            .ifPresent(average -> own.put(average, own.get(weight)));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("The network has no tensor " + unknown + ".");
    }
    return with(own);
  }

  private TrainingModule with(Map<Variable, Tensor> values) {
    return new TrainingModule(
        new GraphModule(module.name(), values, module.graphs()), weights, step, masks);
  }

  /** The batch's examples as the networks takes them, under a symbolic batch size. */
  static Value images(GraphBuilder g, Network network) {
    return g.input(IMAGES, new TensorType(DType.FLOAT32, network.inputShape()));
  }

  /** The labels of the same batch. */
  static Value labels(GraphBuilder g, Network network) {
    Dimension samples = network.inputShape().dim(0);
    return g.input(LABELS, new TensorType(DType.INT64, SymbolicShape.of(samples)));
  }

  private static Graph eval(Network network, Parameters parameters) {
    GraphBuilder g = new GraphBuilder(EVAL);
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.INFERENCE);
    g.output(LOGITS, network.forward(layers, images(g, network)));
    return g.build();
  }

  /** The value that a variable is to begin with. */
  static Tensor valueOf(Variable variable, Map<String, Tensor> values) {
    Tensor value = values.get(variable.name());
    if (value == null) {
      throw new IllegalArgumentException("tensor '" + variable.name() + "' is missing");
    }
    if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "tensor '"
              + variable.name()
              + "' is "
              + value.dtype()
              + " "
              + value.shape()
              + ", the network has "
              + variable.dtype()
              + " "
              + variable.shape());
    }
    return value;
  }
}
