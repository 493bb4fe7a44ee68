package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.tensor.Shape;

/**
 * An operand as it looks when it is broadcast to the shape of the result: pieces of it are read
 * along the result's row-major order. Neighbouring axes that are all repeated, or none of them, are
 * one axis here.
 */
final class Operand {
  private final NativeArray array;
  private final int[] extents;
  private final int[] strides;
  private final boolean whole;

  private Operand(NativeArray array, int[] extents, int[] strides) {
    this.array = array;
    this.extents = extents;
    this.strides = strides;
    this.whole = extents.length == 1 && strides[0] == 1;
  }

  /** An array seen from a shape that it broadcasts to. */
  static Operand of(NativeArray array, Shape result) {
    int added = result.rank() - array.shape().rank();
    List<int[]> axes = new ArrayList<>(); // extent, stride; innermost first
    int stride = 1;
    for (int axis = result.rank() - 1; axis >= 0; axis--) {
      int extent = (int) result.dim(axis);
      int own = axis < added ? 1 : array.dim(axis - added);
      if (extent != 1) {
        int step = own == 1 ? 0 : stride;
        int[] inner = axes.isEmpty() ? new int[] {0, 0} : axes.get(axes.size() - 1);
        boolean joins =
            !axes.isEmpty()
                && (step == 0 ? inner[1] == 0 : inner[1] != 0 && step == inner[0] * inner[1]);
        if (joins) {
          inner[0] *= extent;
        } else {
          axes.add(new int[] {extent, step});
        }
      }
      stride *= own;
    }
    if (axes.isEmpty()) {
      axes.add(new int[] {1, 1});
    }
    int rank = axes.size();
    int[] extents = new int[rank];
    int[] strides = new int[rank];
    Arrays.setAll(extents, i -> axes.get(rank - 1 - i)[0]);
    Arrays.setAll(strides, i -> axes.get(rank - 1 - i)[1]);
    return new Operand(array, extents, strides);
  }

  /** Reads FLOAT32 elements of the result's positions from {@code from} on. */
  void read(int from, float[] into, int count) {
    if (whole) {
      array.read(from, into, 0, count);
      return;
    }
    runs(
        from,
        count,
        (source, repeated, at, length) -> {
          if (repeated) {
            Arrays.fill(into, at, at + length, (float) array.real(source));
          } else {
            array.read(source, into, at, length);
          }
        });
  }

  /** Reads floating elements of the result's positions from {@code from} on. */
  void read(int from, double[] into, int count) {
    runs(
        from,
        count,
        (source, repeated, at, length) -> {
          if (repeated) {
            Arrays.fill(into, at, at + length, array.real(source));
          } else {
            array.read(source, into, at, length);
          }
        });
  }

  /** Reads integers or BOOL of the result's positions from {@code from} on. */
  void read(int from, long[] into, int count) {
    runs(
        from,
        count,
        (source, repeated, at, length) -> {
          if (repeated) {
            Arrays.fill(into, at, at + length, array.integer(source));
          } else {
            array.read(source, into, at, length);
          }
        });
  }

  /** Elements of the result whose sources lie side by side, or are all the same. */
  @FunctionalInterface
  private interface Run {
    void visit(int source, boolean repeated, int at, int length);
  }

  private void runs(int from, int count, Run run) {
    int inner = extents.length - 1;
    int length = extents[inner];
    boolean repeated = strides[inner] == 0;
    int done = 0;
    while (done < count) {
      int position = from + done;
      int within = position % length;
      int rest = position / length;
      int source = repeated ? 0 : within;
      for (int axis = inner - 1; axis >= 0; axis--) {
        source += rest % extents[axis] * strides[axis];
        rest /= extents[axis];
      }
      int here = Math.min(length - within, count - done);
      run.visit(source, repeated, done, here);
      done += here;
    }
  }
}
