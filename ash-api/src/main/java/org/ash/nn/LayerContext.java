package org.ash.nn;

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
 * Where layers write: a graph, the parameters, and whether it is for training.
 *
 * @param graph the graph being written
 * @param parameters the parameters of the network
 * @param mode training or inference
 */
public record LayerContext(GraphBuilder graph, Parameters parameters, Mode mode) {

  /** What the graph is for. */
  public enum Mode {
    /** Normalization uses the batch and assigns the running statistics; dropout drops. */
    TRAINING,
    /** Normalization uses the running statistics; dropout is the identity. */
    INFERENCE
  }

  /** A parameter, declared on first use, read in this graph. */
  public Value parameter(String name, Shape shape, Variable.Role role, Initializer initializer) {
    return graph.read(parameters.declare(name, shape, role, initializer));
  }

  /** A random mask, an input of this graph that training feeds at each step. */
  public Value mask(RandomMask mask) {
    parameters.declare(mask);
    return graph.input(mask.name(), new TensorType(DType.BOOL, mask.shape()));
  }

  /** The sum of a residual branch and its shortcut. */
  public Value add(String name, Value branch, Value shortcut) {
    return graph.apply(name, new Broadcasting.Add(), branch, shortcut);
  }

  /** Applies an activation at a named place. */
  public Value activate(Activation activation, String place, Value x) {
    ParameterSource source =
        (name, shape, initial, trained) ->
            parameter(
                name,
                shape,
                trained ? Variable.Role.ACTIVATION : Variable.Role.STATISTIC,
                Initializers.constant(initial));
    return activation.write(graph, source, place, x);
  }
}
