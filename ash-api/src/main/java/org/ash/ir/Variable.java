package org.ash.ir;

import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/**
 * State that outlives a run: a parameter, a running statistic or a slot of an optimizer.
 *
 * @param name unique within a module, path-like: {@code stage2.block0.conv1.weight}
 * @param dtype element type
 * @param shape concrete shape
 * @param role what the variable is for; decides whether it is trained and decayed
 */
public record Variable(String name, DType dtype, Shape shape, Role role) {

  /** What a variable is for. */
  public enum Role {
    /** Weight of a convolution or a dense layer: trained and decayed. */
    WEIGHT(true),
    /** Additive bias of a convolution or a dense layer: trained. */
    BIAS(true),
    /** Scale or bias of a normalization: trained, decayed only when asked. */
    NORMALIZATION(true),
    /** Parameter of an activation, as ASH's alpha and z: trained, decayed only when asked. */
    ACTIVATION(true),
    /** Running statistic: assigned by the training step, not trained. */
    STATISTIC(false),
    /** State of an optimizer: momentum, moments, step counter. */
    OPTIMIZER(false);

    private final boolean trainable;

    Role(boolean trainable) {
      this.trainable = trainable;
    }

    /** Whether an optimizer changes it by its gradient. */
    public boolean trainable() {
      return trainable;
    }
  }

  /** The type of a value read from it. */
  public TensorType type() {
    return new TensorType(dtype, SymbolicShape.of(shape));
  }

  /** As in {@code stage1.conv.weight: FLOAT32 [16, 3, 3, 3]}. */
  @Override
  public String toString() {
    return name + ": " + dtype + " " + shape;
  }
}
