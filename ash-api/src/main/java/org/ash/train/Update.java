package org.ash.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * What an optimizer needs to write its part of the training graph.
 *
 * <p>A step whose loss or gradient is not finite changes nothing: its learning rate is 0 and every
 * slot keeps its value ({@link #guard}). So the weights that led there can still be examined.
 */
public final class Update {
  private final GraphBuilder graph;
  private final Value finite;
  private final Value learningRate;
  private final Map<Variable, Tensor> slots = new LinkedHashMap<>();

  /**
   * An update of a graph.
   *
   * @param graph where to write
   * @param finite whether loss and gradients are, a BOOL scalar
   * @param learningRate FLOAT32 scalar
   */
  Update(GraphBuilder graph, Value finite, Value learningRate) {
    this.graph = graph;
    this.finite = finite;
    this.learningRate = graph.where(finite, learningRate, graph.like(learningRate, 0));
  }

  /** Where to write. */
  public GraphBuilder graph() {
    return graph;
  }

  /** The learning rate, 0 when the step is not finite. */
  public Value learningRate() {
    return learningRate;
  }

  /** The learning rate of what is updated, 0 when the step is not finite. */
  public Value learningRate(Updated of) {
    return scaled(learningRate, of);
  }

  /** A step's size times the factor of what is updated. */
  Value scaled(Value size, Updated of) {
    return of.rateFactor() == 1 ? size : graph.mul(size, graph.like(size, of.rateFactor()));
  }

  /** The new value when the step is finite, else the old one. */
  public Value guard(Value next, Value before) {
    return graph.where(finite, next, before);
  }

  /** State that belongs to what is updated, of its gradient's type, 0 in the beginning. */
  public Variable slot(String kind, Updated of) {
    TensorType type = of.gradient().type();
    return declare(kind + "." + of.name(), type.dtype(), type.shape().toShape());
  }

  /** An INT64 scalar that belongs to the optimizer as a whole, 0 in the beginning. */
  public Variable counter(String kind) {
    return declare(kind, DType.INT64, Shape.scalar());
  }

  /** All slots with their first values, in order of declaration. */
  Map<Variable, Tensor> slots() {
    return slots;
  }

  private Variable declare(String name, DType dtype, Shape shape) {
    Variable slot = new Variable("optimizer." + name, dtype, shape, Variable.Role.OPTIMIZER);
    slots.put(slot, Tensor.allocate(dtype, shape));
    return slot;
  }
}
