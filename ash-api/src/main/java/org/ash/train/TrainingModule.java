package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ash.autodiff.Gradients;
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
 *       masks of {@link #masks}, too.
 *   <li>{@code eval}: {@code images} to {@code logits [N, classes]}.
 *   <li>{@code inspect}: {@code images} to {@code alpha}, {@code z} and {@code share}, each {@code
 *       [places]}; only where the network has ASH, see {@link Inspection}.
 * </ul>
 */
public final class TrainingModule {
  /** Name of the training graph. */
  public static final String TRAIN = "train";

  /** Name of the inference graph. */
  public static final String EVAL = "eval";

  static final String IMAGES = "images";
  static final String LABELS = "labels";
  static final String LEARNING_RATE = "learningRate";
  static final String LOSS = "loss";
  static final String CORRECT = "correct";
  static final String GRADIENT_NORM = "gradientNorm";
  static final String LOGITS = "logits";

  /** Added to the norm that a gradient is divided by when it is clipped; PyTorch's. */
  private static final double CLIP_EPS = 1e-6;

  private final GraphModule module;
  private final List<Variable> weights;
  private final List<Variable> slots;
  private final List<RandomMask> masks;

  private TrainingModule(
      GraphModule module, List<Variable> weights, List<Variable> slots, List<RandomMask> masks) {
    this.module = module;
    this.weights = List.copyOf(weights);
    this.slots = List.copyOf(slots);
    this.masks = List.copyOf(masks);
  }

  /** Writes the graphs of a network; variables begin with values made from the seed. */
  public static TrainingModule of(Network network, TrainingConfig config) {
    Parameters parameters = new Parameters(config.seed());
    Map<Variable, Tensor> slots = new LinkedHashMap<>();
    Map<String, Graph> graphs = new LinkedHashMap<>();
    graphs.put(TRAIN, train(network, config, parameters, slots));
    graphs.put(EVAL, eval(network, parameters));
    Inspection.graph(network, parameters).ifPresent(g -> graphs.put(Inspection.GRAPH, g));
    Map<Variable, Tensor> values = new LinkedHashMap<>(parameters.initialValues());
    List<Variable> weights = List.copyOf(values.keySet());
    values.putAll(slots);
    return new TrainingModule(
        new GraphModule(network.name(), values, graphs),
        weights,
        List.copyOf(slots.keySet()),
        parameters.masks());
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

  /** The optimizer's variables. */
  public List<Variable> slots() {
    return slots;
  }

  /** What {@code train} is fed with at each step besides images, labels and learning rate. */
  public List<RandomMask> masks() {
    return masks;
  }

  /**
   * The same graphs with other values to begin with.
   *
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public TrainingModule withValues(Map<String, Tensor> values) {
    Map<Variable, Tensor> own = new LinkedHashMap<>();
    module.initialValues().keySet().forEach(v -> own.put(v, valueOf(v, values)));
    return new TrainingModule(
        new GraphModule(module.name(), own, module.graphs()), weights, slots, masks);
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

  private static Graph train(
      Network network, TrainingConfig config, Parameters parameters, Map<Variable, Tensor> slots) {
    GraphBuilder g = new GraphBuilder(TRAIN);
    Value images = images(g, network);
    Value labels = labels(g, network);
    Value learningRate = g.input(LEARNING_RATE, TensorType.of(DType.FLOAT32));
    LayerContext layers = new LayerContext(g, parameters, LayerContext.Mode.TRAINING);
    Value logits = network.forward(layers, images);
    Value loss =
        new CrossEntropy(network.classes(), config.labelSmoothing()).mean(g, logits, labels);
    Map<Variable, Value> gradients = gradients(g, loss, parameters);
    List<Updated> raw = g.scoped("gradient", () -> Updated.of(g, gradients, v -> decay(config, v)));
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
    g.output(LOSS, loss);
    g.output(CORRECT, CrossEntropy.correct(g, logits, labels));
    g.output(GRADIENT_NORM, norm);
    slots.putAll(update.slots());
    return g.build();
  }

  /** The gradient of each trained variable, in order of declaration. */
  static Map<Variable, Value> gradients(GraphBuilder g, Value loss, Parameters parameters) {
    List<Variable> trained = parameters.trainable();
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

  private static double decay(TrainingConfig config, Variable variable) {
    boolean decays = config.decayAll() || variable.role() == Variable.Role.WEIGHT;
    return decays ? config.weightDecay() : 0;
  }

  private static Tensor valueOf(Variable variable, Map<String, Tensor> values) {
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
