package org.ash.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.tensor.DType;

/** Operators that move elements without changing them, in logical (row-major, NCHW) order. */
public sealed interface Shaping extends Op {

  /** The same elements in row-major order under another shape of equal size. ONNX Reshape-14. */
  record Reshape(SymbolicShape shape) implements Shaping {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      if (!in.shape(0).size().equals(shape.size())) {
        throw in.error("cannot give " + in.shape(0) + " the shape " + shape);
      }
      return List.of(in.type(0).withShape(shape));
    }
  }

  /** Axis i of the result is axis {@code perm[i]} of the input. ONNX Transpose-13. */
  record Transpose(List<Integer> perm) implements Shaping {
    /** Copies the list. */
    public Transpose {
      perm = List.copyOf(perm);
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      int rank = in.type(0).rank();
      List<Integer> axes = IntStream.range(0, rank).boxed().toList();
      if (perm.size() != rank || !new HashSet<>(perm).containsAll(axes)) {
        throw in.error("permutation " + perm + " does not name each of " + rank + " axes once");
      }
      return List.of(
          in.type(0).withShape(new SymbolicShape(perm.stream().map(in.shape(0)::dim).toList())));
    }
  }

  /** Joins one or more tensors along an axis; the other dimensions are equal. ONNX Concat-13. */
  record Concat(int axis) implements Shaping {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1, Integer.MAX_VALUE).expectSameDType();
      int joined = in.axis(0, axis);
      long extent = 0;
      for (int i = 0; i < in.count(); i++) {
        in.expectRank(i, in.type(0).rank());
        if (!in.shape(i).dim(joined).isStatic()) {
          throw in.error("expects static extents along axis " + axis);
        }
        in.expectShape(i, in.shape(0).with(joined, in.shape(i).dim(joined)));
        extent += in.shape(i).dim(joined).extent();
      }
      return List.of(in.type(0).withShape(in.shape(0).with(joined, Dimension.of(extent))));
    }
  }

  /**
   * Every {@code steps[i]}-th element from {@code starts[i]} (included) to {@code ends[i]}
   * (excluded) along {@code axes[i]}; negative positions count from the end, positions beyond the
   * end are moved onto it, a negative step walks backward. The sliced dimensions are static. ONNX
   * Slice-13.
   */
  record Slice(List<Integer> axes, List<Long> starts, List<Long> ends, List<Long> steps)
      implements Shaping {
    /** Copies the lists. */
    public Slice {
      axes = List.copyOf(axes);
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
      steps = List.copyOf(steps);
      int count = axes.size();
      if (starts.size() != count || ends.size() != count || steps.size() != count) {
        throw new IllegalArgumentException("Slice needs one start, end and step for each axis.");
      }
      if (steps.contains(0L)) {
        throw new IllegalArgumentException("Slice needs steps other than 0.");
      }
    }

    /** A slice along one axis. */
    public static Slice of(int axis, long start, long end, long step) {
      return new Slice(List.of(axis), List.of(start), List.of(end), List.of(step));
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      SymbolicShape shape = in.shape(0);
      HashSet<Integer> seen = new HashSet<>();
      for (int i = 0; i < axes.size(); i++) {
        int axis = in.axis(0, axes.get(i));
        if (!seen.add(axis)) {
          throw in.error("names axis " + axis + " twice");
        }
        if (!shape.dim(axis).isStatic()) {
          throw in.error("expects a static extent along axis " + axis);
        }
        shape = shape.with(axis, Dimension.of(range(i, shape.dim(axis).extent()).count()));
      }
      return List.of(in.type(0).withShape(shape));
    }

    /** The positions that entry i of the lists selects on an axis of this extent. */
    public Range range(int i, long extent) {
      long step = steps.get(i);
      long start = starts.get(i) < 0 ? starts.get(i) + extent : starts.get(i);
      long end = ends.get(i) < 0 ? ends.get(i) + extent : ends.get(i);
      if (step > 0) {
        start = Math.min(Math.max(start, 0), extent);
        end = Math.min(Math.max(end, 0), extent);
        return new Range(start, step, Math.max(0, Math.floorDiv(end - start + step - 1, step)));
      }
      start = Math.min(Math.max(start, -1), extent - 1);
      end = Math.min(Math.max(end, -1), extent - 1);
      return new Range(start, step, Math.max(0, Math.floorDiv(start - end - step - 1, -step)));
    }
  }

  /**
   * The positions of a slice on one axis: {@code first, first + step, ...}.
   *
   * @param first position of the first element
   * @param step distance, negative to walk backward
   * @param count number of positions
   */
  record Range(long first, long step, long count) {}

  /** Gradient of {@link Slice}: dy at the sliced places of a tensor of zeros of inputShape. */
  record SliceGradient(Slice slice, SymbolicShape inputShape) implements Shaping {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      TensorType x = in.type(0).withShape(inputShape);
      in.expectShape(0, slice.infer(new Operands(in.node(), slice, List.of(x))).get(0).shape());
      return List.of(x);
    }
  }

  /**
   * Adds {@code begins[i]} elements of {@code value} before and {@code ends[i]} after axis i, for
   * every axis. Padded dimensions are static. ONNX Pad-13, constant mode.
   */
  record Pad(List<Long> begins, List<Long> ends, double value) implements Shaping {
    /** Copies the lists. */
    public Pad {
      begins = List.copyOf(begins);
      ends = List.copyOf(ends);
      if (begins.stream().anyMatch(pad -> pad < 0) || ends.stream().anyMatch(pad -> pad < 0)) {
        throw new IllegalArgumentException(
            "Pad adds 0 or more elements; use Slice to remove some.");
      }
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      SymbolicShape shape = in.shape(0);
      if (begins.size() != shape.rank() || ends.size() != shape.rank()) {
        throw in.error("expects one begin and one end for each of " + shape.rank() + " axes");
      }
      for (int axis = 0; axis < begins.size(); axis++) {
        long added = begins.get(axis) + ends.get(axis);
        if (added > 0 && !shape.dim(axis).isStatic()) {
          throw in.error("expects a static extent along axis " + axis);
        }
        if (added > 0) {
          shape = shape.with(axis, Dimension.of(shape.dim(axis).extent() + added));
        }
      }
      return List.of(in.type(0).withShape(shape));
    }
  }

  /** Repeats axes of extent 1 and adds leading axes until the shape is reached. ONNX Expand-13. */
  record Expand(SymbolicShape shape) implements Shaping {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      if (!in.broadcast(in.shape(0), shape).equals(shape)) {
        throw in.error("cannot expand " + in.shape(0) + " to " + shape);
      }
      return List.of(in.type(0).withShape(shape));
    }
  }

  /**
   * The number of elements along some axes at run time, an INT64 scalar: how a graph gets at the
   * extent of a symbolic dimension. ONNX Shape-15, Gather-13, ReduceProd-13.
   */
  record Size(List<Integer> axes) implements Shaping {
    /** Copies the list. */
    public Size {
      axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1);
      axes.forEach(axis -> in.axis(0, axis));
      if (new ArrayList<>(new HashSet<>(axes)).size() != axes.size()) {
        throw in.error("names an axis twice: " + axes);
      }
      return List.of(TensorType.of(DType.INT64));
    }
  }
}
