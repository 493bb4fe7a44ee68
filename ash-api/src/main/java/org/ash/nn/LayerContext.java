package org.ash.nn;

import java.util.ArrayList;
import java.util.List;
import org.ash.activation.Activation;
import org.ash.activation.ParameterSource;
import org.ash.ir.Broadcasting;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/**
 * Where layers write: a graph, the parameters, and whether it is for training. Any layer may be
 * written several times, as a head that several feature maps share: its parameters are the same
 * each time, its running statistics move once for each, and dropout draws anew.
 */
public final class LayerContext {
  private final GraphBuilder graph;
  private final Parameters parameters;
  private final Mode mode;
  private final List<ActivatedPlace> activated = new ArrayList<>();

  /** What the graph is for. */
  public enum Mode {
    /** Normalization uses the batch and assigns the running statistics; dropout drops. */
    TRAINING,
    /** Normalization uses the running statistics; dropout is the identity. */
    INFERENCE
  }

  /**
   * Writes into a graph.
   *
   * @param graph the graph being written
   * @param parameters the parameters of the network
   * @param mode training or inference
   */
  public LayerContext(GraphBuilder graph, Parameters parameters, Mode mode) {
    this.graph = graph;
    this.parameters = parameters;
    this.mode = mode;
  }

  /** The graph being written. */
  public GraphBuilder graph() {
    return graph;
  }

  /** The parameters of the network. */
  public Parameters parameters() {
    return parameters;
  }

  /** Training or inference. */
  public Mode mode() {
    return mode;
  }

  /** A parameter, declared on first use, read in this graph. */
  public Value parameter(String name, Shape shape, Variable.Role role, Initializer initializer) {
    return graph.read(parameters.declare(name, shape, role, initializer));
  }

  /**
   * A random mask, an input of this graph that training feeds at each step. The second of a name is
   * another mask, {@code name_2}, and so on.
   */
  public Value mask(RandomMask mask) {
    RandomMask free = mask;
    for (int use = 2; graph.hasInput(free.name()); use++) {
      free = new RandomMask(mask.name() + "_" + use, mask.probability(), mask.shape());
    }
    parameters.declare(free);
    return graph.input(free.name(), new TensorType(DType.BOOL, free.shape()));
  }

  /** The sum of a residual branch and its shortcut. */
  public Value add(String name, Value branch, Value shortcut) {
    return graph.apply(name, new Broadcasting.Add(), branch, shortcut);
  }

  /** Applies an activation at a named place, and notes it. */
  public Value activate(Activation activation, String place, Value x) {
    Value y = activation.write(graph, source(), place, x);
    activated.add(new ActivatedPlace(place, activation, x, y));
    return y;
  }

  /** What has been activated so far, in order; a place that is written twice stands here twice. */
  public List<ActivatedPlace> activated() {
    return List.copyOf(activated);
  }

  /** Gives activations their parameters. */
  ParameterSource source() {
    return (name, shape, initial, trained) ->
        parameter(
            name,
            shape,
            trained ? Variable.Role.ACTIVATION : Variable.Role.STATISTIC,
            Initializers.constant(initial));
  }
}
