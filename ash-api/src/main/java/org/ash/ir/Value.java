package org.ash.ir;

import org.ash.tensor.Tensor;

/** A tensor in a graph: fed, constant, read from a variable, or the result of a node. */
public abstract sealed class Value
    permits Value.Input, Value.Constant, Value.VariableRead, Value.Result {
  private final String name;
  private final TensorType type;

  private Value(String name, TensorType type) {
    this.name = name;
    this.type = type;
  }

  /** Name, unique within its graph. */
  public String name() {
    return name;
  }

  /** Element type and shape. */
  public TensorType type() {
    return type;
  }

  /** Name and type. */
  @Override
  public String toString() {
    return name + ": " + type;
  }

  /** A value that the caller feeds at each run. */
  public static final class Input extends Value {
    Input(String name, TensorType type) {
      super(name, type);
    }
  }

  /** A value fixed in the graph. */
  public static final class Constant extends Value {
    private final Tensor tensor;

    Constant(String name, Tensor tensor) {
      super(name, new TensorType(tensor.dtype(), SymbolicShape.of(tensor.shape())));
      this.tensor = tensor;
    }

    /** The value; not to be written to. */
    public Tensor tensor() {
      return tensor;
    }
  }

  /** The value that a variable has before the run. */
  public static final class VariableRead extends Value {
    private final Variable variable;

    VariableRead(Variable variable) {
      super(variable.name(), variable.type());
      this.variable = variable;
    }

    /** The variable. */
    public Variable variable() {
      return variable;
    }
  }

  /** One of the outputs of a node. */
  public static final class Result extends Value {
    private final Node node;
    private final int index;

    Result(String name, TensorType type, Node node, int index) {
      super(name, type);
      this.node = node;
      this.index = index;
    }

    /** The node that computes it. */
    public Node node() {
      return node;
    }

    /** Which of the node's outputs it is, from 0. */
    public int index() {
      return index;
    }
  }
}
