package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Op;
import org.ash.ir.Shaping;
import org.ash.tensor.Shape;

/**
 * Kernels of {@link Shaping}: all are copies with strides. ND4J's stridedSlice finds nothing for
 * negative steps, and its arrays hold no such views.
 */
final class ShapingKernels {
  private ShapingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Shaping.Reshape.class, (op, in, out, scope) -> () -> out.get(0).copyFrom(in.get(0)))
        .on(Shaping.Transpose.class, ShapingKernels::transpose)
        .on(Shaping.Concat.class, ShapingKernels::concat)
        .on(Shaping.Slice.class, ShapingKernels::slice)
        .on(Shaping.SliceGradient.class, ShapingKernels::sliceGradient)
        .on(Shaping.Pad.class, ShapingKernels::pad)
        .on(Shaping.Expand.class, ShapingKernels::expand)
        .on(Shaping.Size.class, ShapingKernels::size);
  }

  private static Step transpose(
      Shaping.Transpose op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    int[] own = StridedCopy.strides(in.get(0).shape());
    int[] strides = op.perm().stream().mapToInt(axis -> own[axis]).toArray();
    Shape box = out.get(0).shape();
    StridedCopy copy = new StridedCopy(box, 0, strides, 0, StridedCopy.strides(box));
    return () -> copy.run(in.get(0), out.get(0), scope.threads());
  }

  private static Step concat(
      Shaping.Concat op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray y = out.get(0);
    int axis = op.axis() < 0 ? op.axis() + y.shape().rank() : op.axis();
    int[] strides = StridedCopy.strides(y.shape());
    List<StridedCopy> copies = new ArrayList<>();
    int offset = 0;
    for (NativeArray x : in) {
      copies.add(new StridedCopy(x.shape(), 0, StridedCopy.strides(x.shape()), offset, strides));
      offset += x.dim(axis) * strides[axis];
    }
    return () -> {
      for (int i = 0; i < copies.size(); i++) {
        copies.get(i).run(in.get(i), y, scope.threads());
      }
    };
  }

  private static Step slice(
      Shaping.Slice op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    Shape part = out.get(0).shape();
    int[] strides = StridedCopy.strides(in.get(0).shape());
    int offset = narrow(op, in.get(0).shape(), strides);
    StridedCopy copy = new StridedCopy(part, offset, strides, 0, StridedCopy.strides(part));
    return () -> copy.run(in.get(0), out.get(0), scope.threads());
  }

  private static Step sliceGradient(
      Shaping.SliceGradient op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    Shape part = in.get(0).shape();
    int[] strides = StridedCopy.strides(out.get(0).shape());
    int offset = narrow(op.slice(), out.get(0).shape(), strides);
    StridedCopy copy = new StridedCopy(part, 0, StridedCopy.strides(part), offset, strides);
    return () -> {
      out.get(0).clear();
      copy.run(in.get(0), out.get(0), scope.threads());
    };
  }

  /** Makes strides of the whole those of the slice; returns where the slice begins. */
  private static int narrow(Shaping.Slice op, Shape whole, int[] strides) {
    int offset = 0;
    for (int i = 0; i < op.axes().size(); i++) {
      int axis = op.axes().get(i) < 0 ? op.axes().get(i) + whole.rank() : op.axes().get(i);
      Shaping.Range range = op.range(i, whole.dim(axis));
      offset += (int) range.first() * strides[axis];
      strides[axis] *= (int) range.step();
    }
    return offset;
  }

  private static Step pad(
      Shaping.Pad op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray y = out.get(0);
    Shape box = in.get(0).shape();
    int[] strides = StridedCopy.strides(y.shape());
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += op.begins().get(axis).intValue() * strides[axis];
    }
    StridedCopy copy = new StridedCopy(box, 0, StridedCopy.strides(box), offset, strides);
    return () -> {
      fill(y, op.value());
      copy.run(in.get(0), y, scope.threads());
    };
  }

  private static void fill(NativeArray y, double value) {
    if (value == 0 && 1 / value > 0) {
      y.clear();
    } else {
      for (int i = 0; i < y.size(); i++) {
        if (y.dtype().isFloating()) {
          y.setReal(i, value);
        } else {
          y.setInteger(i, (long) value);
        }
      }
    }
  }

  private static Step expand(
      Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    Shape from = in.get(0).shape();
    Shape box = out.get(0).shape();
    int[] own = StridedCopy.strides(from);
    int[] strides = new int[box.rank()];
    int added = box.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); axis++) {
      strides[added + axis] = from.dim(axis) == 1 ? 0 : own[axis];
    }
    StridedCopy copy = new StridedCopy(box, 0, strides, 0, StridedCopy.strides(box));
    return () -> copy.run(in.get(0), out.get(0), scope.threads());
  }

  private static Step size(
      Shaping.Size op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    Shape shape = in.get(0).shape();
    long size =
        op.axes().stream()
            .mapToLong(axis -> shape.dim(axis < 0 ? axis + shape.rank() : axis))
            .reduce(1, Math::multiplyExact);
    return () -> out.get(0).setInteger(0, size);
  }
}
