package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.DType;

/** Operators that take or give indices. */
public sealed interface Indexing extends Op {

  /**
   * {@code indices [...]} (INT32 or INT64) -> {@code [..., depth]}: 1 where the last axis equals
   * the index, 0 elsewhere; an index outside 0..depth-1 gives zeros only. ONNX OneHot-11 but for
   * indices out of range, which ONNX counts from the end.
   */
  record OneHot(int depth, DType dtype) implements Indexing {
    /** Checks the depth. */
    public OneHot {
      if (depth < 1) {
        throw new IllegalArgumentException("OneHot needs a depth of at least 1, given " + depth);
      }
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      if (in.dtype(0) != DType.INT64 && in.dtype(0) != DType.INT32) {
        throw in.error("expects indices of type INT64 or INT32");
      }
      List<Dimension> dims = new ArrayList<>(in.shape(0).dims());
      dims.add(Dimension.of(depth));
      return List.of(new TensorType(dtype, new SymbolicShape(dims)));
    }
  }

  /**
   * The k largest elements along one axis, the largest first, and where they lie: {@code x [..., D,
   * ...]} of numbers -> {@code values [..., k, ...]} and {@code indices [..., k, ...]} (INT64, from
   * 0 to D - 1). ONNX TopK-11 with largest = 1 and sorted = 1, K an attribute.
   *
   * <p>Equal elements come in the order of their indices, the lowest first; -0 equals 0. NaN, on
   * which ONNX is silent, ranks as positive infinity does and comes out as NaN.
   *
   * <p>Throws ShapeException when D is not known while the graph is written, or less than k.
   */
  record TopK(int axis, int k) implements Indexing {
    /** Checks k. */
    public TopK {
      if (k < 1) {
        throw new IllegalArgumentException("TopK needs a k of at least 1, given " + k);
      }
    }

    @Override
    public List<String> outputNames() {
      return List.of("values", "indices");
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      if (in.dtype(0) == DType.BOOL) {
        throw in.error("expects numbers; cast the booleans");
      }
      int along = staticAxis(in, axis);
      Dimension extent = in.shape(0).dim(along);
      if (extent.extent() < k) {
        throw in.error("takes the " + k + " largest of only " + extent + " along axis " + axis);
      }
      TensorType values = in.type(0).withShape(in.shape(0).with(along, Dimension.of(k)));
      return List.of(values, values.withDType(DType.INT64));
    }
  }

  /**
   * Picks elements along one axis: {@code x [..., D, ...]}, {@code indices [..., K, ...]} (INT64)
   * -> {@code y [..., K, ...]}, {@code y[..., k, ...] = x[..., indices[..., k, ...], ...]}. ONNX
   * GatherElements-11 where the extents of all other axes are equal.
   *
   * <p>Indices lie from 0 to D - 1. The oracle refuses a run with others; what an engine gives for
   * them is not defined.
   *
   * <p>Throws ShapeException when ranks or other extents differ, or D is not known while the graph
   * is written.
   */
  record GatherElements(int axis) implements Indexing {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectDType(1, DType.INT64);
      int along = staticAxis(in, axis);
      in.expectRank(1, in.type(0).rank());
      in.expectShape(1, in.shape(0).with(along, in.shape(1).dim(along)));
      return List.of(in.type(0).withShape(in.shape(1)));
    }
  }

  /**
   * The gradient of {@link GatherElements} by x, and so of the values of {@link TopK}: {@code dy
   * [..., K, ...]} (floating point), {@code indices [..., K, ...]} (INT64, from 0 to extent - 1) ->
   * {@code [..., extent, ...]}, 0 where no index points and the sum where several do. ONNX
   * ScatterElements-16 onto zeros, reduction "add".
   */
  record GatherElementsGradient(int axis, int extent) implements Indexing {
    /** Checks the extent. */
    public GatherElementsGradient {
      if (extent < 0) {
        throw new IllegalArgumentException("An extent is not negative: " + extent);
      }
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectDType(1, DType.INT64);
      if (!in.dtype(0).isFloating()) {
        throw in.error("expects a floating point gradient");
      }
      int along = in.axis(0, axis);
      in.expectShape(1, in.shape(0));
      return List.of(in.type(0).withShape(in.shape(0).with(along, Dimension.of(extent))));
    }
  }

  /** An axis of the first operand, from 0, whose extent must be static. */
  private static int staticAxis(Operands in, int axis) {
    int along = in.axis(0, axis);
    Dimension extent = in.shape(0).dim(along);
    if (!extent.isStatic()) {
      throw in.error("needs a static extent along axis " + axis + ", given " + extent);
    }
    return along;
  }
}
