package org.ash.reference;

import java.util.List;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.tensor.Shape;

/** Kernels of {@link Shaping}: each says which element goes where. */
final class ShapingKernels {
  private ShapingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Shaping.Reshape.class, ShapingKernels::reshape)
        .on(Shaping.Transpose.class, ShapingKernels::transpose)
        .on(Shaping.Concat.class, ShapingKernels::concat)
        .on(Shaping.Slice.class, ShapingKernels::slice)
        .on(Shaping.SliceGradient.class, ShapingKernels::sliceGradient)
        .on(Shaping.Pad.class, ShapingKernels::pad)
        .on(Shaping.Expand.class, ShapingKernels::expand)
        .on(Shaping.Size.class, ShapingKernels::size);
  }

  /** {@code y[i] = x[from[i]]}. */
  private static void gather(NdArray x, int[] from, NdArray y) {
    for (int i = 0; i < from.length; i++) {
      y.copyElement(i, x, from[i]);
    }
  }

  /** {@code y[to[i]] = x[i]}. */
  private static void scatter(NdArray x, int[] to, NdArray y) {
    for (int i = 0; i < to.length; i++) {
      y.copyElement(to[i], x, i);
    }
  }

  private static void reshape(Op op, List<NdArray> in, List<NdArray> out) {
    for (int i = 0; i < in.get(0).size(); i++) {
      out.get(0).copyElement(i, in.get(0), i);
    }
  }

  private static void transpose(Shaping.Transpose op, List<NdArray> in, List<NdArray> out) {
    int[] own = Positions.strides(in.get(0).shape());
    int[] strides = op.perm().stream().mapToInt(axis -> own[axis]).toArray();
    gather(in.get(0), Positions.strided(out.get(0).shape(), 0, strides), out.get(0));
  }

  private static void concat(Shaping.Concat op, List<NdArray> in, List<NdArray> out) {
    NdArray y = out.get(0);
    int axis = op.axis() < 0 ? op.axis() + y.rank() : op.axis();
    int[] strides = Positions.strides(y.shape());
    int offset = 0;
    for (NdArray x : in) {
      scatter(x, Positions.strided(x.shape(), offset, strides), y);
      offset += x.dim(axis) * strides[axis];
    }
  }

  private static void slice(Shaping.Slice op, List<NdArray> in, List<NdArray> out) {
    gather(in.get(0), sliced(op, in.get(0).shape(), out.get(0).shape()), out.get(0));
  }

  private static void sliceGradient(Shaping.SliceGradient op, List<NdArray> in, List<NdArray> out) {
    scatter(in.get(0), sliced(op.slice(), out.get(0).shape(), in.get(0).shape()), out.get(0));
  }

  /** For each element of a slice, its position in the whole. */
  private static int[] sliced(Shaping.Slice op, Shape whole, Shape part) {
    int[] strides = Positions.strides(whole);
    int offset = 0;
    for (int i = 0; i < op.axes().size(); i++) {
      int axis = op.axes().get(i) < 0 ? op.axes().get(i) + whole.rank() : op.axes().get(i);
      Shaping.Range range = op.range(i, whole.dim(axis));
      offset += (int) range.first() * strides[axis];
      strides[axis] *= (int) range.step();
    }
    return Positions.strided(part, offset, strides);
  }

  private static void pad(Shaping.Pad op, List<NdArray> in, List<NdArray> out) {
    NdArray y = out.get(0);
    for (int i = 0; i < y.size(); i++) {
      if (y.isFloating()) {
        y.reals()[i] = op.value();
      } else {
        y.setInteger(i, (long) op.value());
      }
    }
    int[] strides = Positions.strides(y.shape());
    int offset = 0;
    for (int axis = 0; axis < y.rank(); axis++) {
      offset += op.begins().get(axis).intValue() * strides[axis];
    }
    scatter(in.get(0), Positions.strided(in.get(0).shape(), offset, strides), y);
  }

  private static void expand(Op op, List<NdArray> in, List<NdArray> out) {
    NdArray y = out.get(0);
    gather(in.get(0), Positions.broadcast(in.get(0).shape(), y.shape()), y);
  }

  private static void size(Shaping.Size op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    long size = 1;
    for (int axis : op.axes()) {
      size *= x.dim(axis < 0 ? axis + x.rank() : axis);
    }
    out.get(0).setInteger(0, size);
  }
}
