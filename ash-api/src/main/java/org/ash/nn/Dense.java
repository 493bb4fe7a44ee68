package org.ash.nn;

import org.ash.ir.Contraction;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.Shape;

/**
 * Fully connected layer: {@code x [N, features]} -> {@code [N, units]}, parameters {@code weight
 * [units, features]} and {@code bias [units]}, which begins at 0.
 *
 * @param units features of the result, at least 1
 * @param initializer of the weight
 */
public record Dense(int units, Initializer initializer) implements Layer {

  /** Checks the range. */
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("A dense layer has at least 1 unit, given " + units + ".");
    }
  }

  /** A dense layer initialized by Glorot's uniform rule. */
  public static Dense of(int units) {
    return new Dense(units, Initializers.glorotUniform());
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    Shape shape = Shape.of(units, x.type().dim(1).extent());
    Value weight = layers.parameter(name + ".weight", shape, Variable.Role.WEIGHT, initializer);
    Value bias =
        layers.parameter(
            name + ".bias", Shape.of(units), Variable.Role.BIAS, Initializers.constant(0));
    return layers.graph().apply(name, new Contraction.Gemm(1, 1, false, true), x, weight, bias);
  }
}
