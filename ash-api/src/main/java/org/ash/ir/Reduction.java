package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ash.tensor.DType;

/** Operators that combine the elements along axes. */
public sealed interface Reduction extends Op {

  /** The axes, negative ones counted from the end. */
  List<Integer> axes();

  /** Whether reduced axes stay with extent 1. */
  boolean keepDims();

  /** The axes of an operand of this rank, from 0, sorted. */
  default List<Integer> axesOf(int rank) {
    TreeSet<Integer> sorted = new TreeSet<>();
    axes().forEach(axis -> sorted.add(axis < 0 ? axis + rank : axis));
    return List.copyOf(sorted);
  }

  @Override
  default List<TensorType> infer(Operands in) {
    in.expectCount(1);
    if (in.dtype(0) == DType.BOOL) {
      throw in.error("expects numbers; cast the booleans");
    }
    return List.of(in.type(0).withShape(reduced(in)));
  }

  private SymbolicShape reduced(Operands in) {
    axes().forEach(axis -> in.axis(0, axis));
    List<Integer> sorted = axesOf(in.type(0).rank());
    if (sorted.size() != axes().size()) {
      throw in.error("names an axis twice: " + axes());
    }
    List<Dimension> dims = new ArrayList<>();
    for (int axis = 0; axis < in.type(0).rank(); axis++) {
      if (!sorted.contains(axis)) {
        dims.add(in.shape(0).dim(axis));
      } else if (keepDims()) {
        dims.add(Dimension.of(1));
      }
    }
    return new SymbolicShape(dims);
  }

  /**
   * Sum along the axes; no axes: the operand itself. ONNX ReduceSum-13 (axes never empty there).
   */
  record ReduceSum(List<Integer> axes, boolean keepDims) implements Reduction {
    /** Copies the list. */
    public ReduceSum {
      axes = List.copyOf(axes);
    }
  }

  /** Mean along the axes; NaN over nothing. Floating point. ONNX ReduceMean-13. */
  record ReduceMean(List<Integer> axes, boolean keepDims) implements Reduction {
    /** Copies the list. */
    public ReduceMean {
      axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectFloating();
      return Reduction.super.infer(in);
    }
  }

  /** Largest element along the axes; NaN when one is NaN. ONNX ReduceMax-13. */
  record ReduceMax(List<Integer> axes, boolean keepDims) implements Reduction {
    /** Copies the list. */
    public ReduceMax {
      axes = List.copyOf(axes);
    }
  }

  /** Index (INT64) of the first largest element along one axis. ONNX ArgMax-13. */
  record ArgMax(int axis, boolean keepDims) implements Reduction {
    @Override
    public List<Integer> axes() {
      return List.of(axis);
    }

    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(Reduction.super.infer(in).get(0).withDType(DType.INT64));
    }
  }
}
