package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.DType;

/**
 * What shape inference sees: the operand types of one node, with checks whose errors name the node,
 * the operator, the shapes and what was expected.
 *
 * @param node name of the node
 * @param op the operator
 * @param types operand types in order
 */
public record Operands(String node, Op op, List<TensorType> types) {

  /** Copies the list. */
  public Operands {
    types = List.copyOf(types);
  }

  /** Number of operands. */
  public int count() {
    return types.size();
  }

  /** The type of one operand. */
  public TensorType type(int index) {
    return types.get(index);
  }

  /** The shape of one operand. */
  public SymbolicShape shape(int index) {
    return types.get(index).shape();
  }

  /** The element type of one operand. */
  public DType dtype(int index) {
    return types.get(index).dtype();
  }

  /** Requires between {@code least} and {@code most} operands. */
  public Operands expectCount(int least, int most) {
    if (count() < least || count() > most) {
      throw error(
          "takes "
              + (least == most ? least + " inputs" : least + " to " + most + " inputs")
              + ", given "
              + count());
    }
    return this;
  }

  /** Requires exactly this many operands. */
  public Operands expectCount(int count) {
    return expectCount(count, count);
  }

  /** Requires all operands of one element type. */
  public Operands expectSameDType() {
    for (TensorType type : types) {
      if (type.dtype() != dtype(0)) {
        throw error("expects inputs of one element type; cast one of them");
      }
    }
    return this;
  }

  /** Requires all operands of one floating element type. */
  public Operands expectFloating() {
    expectSameDType();
    if (!dtype(0).isFloating()) {
      throw error("expects floating point inputs; cast them");
    }
    return this;
  }

  /** Requires the element type of one operand. */
  public Operands expectDType(int index, DType expected) {
    if (dtype(index) != expected) {
      throw error("expects input " + index + " of type " + expected);
    }
    return this;
  }

  /** Requires the rank of one operand. */
  public Operands expectRank(int index, int rank) {
    if (type(index).rank() != rank) {
      throw error("expects input " + index + " of rank " + rank);
    }
    return this;
  }

  /** Requires the shape of one operand. */
  public Operands expectShape(int index, SymbolicShape expected) {
    if (!shape(index).equals(expected)) {
      throw error("expects input " + index + " of shape " + expected);
    }
    return this;
  }

  /** An axis counted from the end when negative, checked against the rank of an operand. */
  public int axis(int index, long axis) {
    int rank = type(index).rank();
    if (axis < -rank || axis >= rank) {
      throw error("has axis " + axis + ", but input " + index + " has rank " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The shape of two operands broadcast against each other by the rule of NumPy and ONNX. */
  public SymbolicShape broadcast(SymbolicShape a, SymbolicShape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Dimension> dims = new ArrayList<>();
    Dimension one = Dimension.of(1);
    for (int axis = 0; axis < rank; axis++) {
      int fromA = axis - rank + a.rank();
      int fromB = axis - rank + b.rank();
      Dimension dimA = fromA < 0 ? one : a.dim(fromA);
      Dimension dimB = fromB < 0 ? one : b.dim(fromB);
      if (!dimA.equals(dimB) && !dimA.equals(one) && !dimB.equals(one)) {
        throw error("cannot broadcast " + a + " with " + b + " (axis " + axis + ")");
      }
      dims.add(dimA.equals(one) ? dimB : dimA);
    }
    return new SymbolicShape(dims);
  }

  /** The error {@code Op 'node': problem; inputs are ...}. */
  public ShapeException error(String problem) {
    return new ShapeException(
        op.name() + " '" + node + "' " + problem + "; inputs are " + types + ".");
  }
}
