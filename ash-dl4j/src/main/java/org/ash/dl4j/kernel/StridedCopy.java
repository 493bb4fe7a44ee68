package org.ash.dl4j.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.tensor.Shape;

/**
 * Copies a box of elements between two arrays that are walked with strides of their own, which may
 * be 0 (repeat) or negative (backward). Neighbouring axes that are contiguous in both are joined.
 */
final class StridedCopy {
  private final int[] extents;
  private final int[] fromStrides;
  private final int[] toStrides;
  private final int fromOffset;
  private final int toOffset;

  /**
   * A copy.
   *
   * @param box extents of the box
   * @param fromOffset element of the source that goes first
   * @param fromStrides distance in the source of neighbours along each axis, in elements
   * @param toOffset where it goes
   * @param toStrides distance in the target
   */
  StridedCopy(Shape box, int fromOffset, int[] fromStrides, int toOffset, int[] toStrides) {
    this.fromOffset = fromOffset;
    this.toOffset = toOffset;
    List<int[]> axes = new ArrayList<>();
    for (int axis = 0; axis < box.rank(); axis++) {
      int extent = (int) box.dim(axis);
      int[] own = {extent, fromStrides[axis], toStrides[axis]};
      if (extent == 1) {
        continue;
      }
      int[] outer = axes.isEmpty() ? own : axes.get(axes.size() - 1);
      if (!axes.isEmpty() && outer[1] == extent * own[1] && outer[2] == extent * own[2]) {
        axes.set(axes.size() - 1, new int[] {outer[0] * extent, own[1], own[2]});
      } else {
        axes.add(own);
      }
    }
    if (axes.isEmpty()) {
      axes.add(new int[] {1, 1, 1});
    }
    extents = axes.stream().mapToInt(axis -> axis[0]).toArray();
    this.fromStrides = axes.stream().mapToInt(axis -> axis[1]).toArray();
    this.toStrides = axes.stream().mapToInt(axis -> axis[2]).toArray();
  }

  /** Distance of neighbours along each axis of a row-major array. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape.dim(axis);
    }
    return strides;
  }

  /** Copies, shared between threads. */
  void run(NativeArray source, NativeArray target, int threads) {
    if (Arrays.stream(extents).anyMatch(extent -> extent == 0)) {
      return;
    }
    int inner = extents.length - 1;
    int rows = 1;
    for (int axis = 0; axis < inner; axis++) {
      rows *= extents[axis];
    }
    ByteBuffer from = source.bytes();
    ByteBuffer to = target.bytes();
    int width = source.dtype().byteSize();
    SampleTeam.forEach(rows, extents[inner], threads, row -> copyRow(row, from, to, width));
  }

  private void copyRow(int row, ByteBuffer from, ByteBuffer to, int width) {
    int inner = extents.length - 1;
    int rest = row;
    int source = fromOffset;
    int target = toOffset;
    for (int axis = inner - 1; axis >= 0; axis--) {
      int index = rest % extents[axis];
      source += index * fromStrides[axis];
      target += index * toStrides[axis];
      rest /= extents[axis];
    }
    if (fromStrides[inner] == 1 && toStrides[inner] == 1) {
      to.put(target * width, from, source * width, extents[inner] * width);
      return;
    }
    int sourceStep = fromStrides[inner] * width;
    int targetStep = toStrides[inner] * width;
    int at = source * width;
    int into = target * width;
    for (int i = 0; i < extents[inner]; i++) {
      switch (width) {
        case 1 -> to.put(into, from.get(at));
        case 4 -> to.putInt(into, from.getInt(at));
        default -> to.putLong(into, from.getLong(at));
      }
      at += sourceStep;
      into += targetStep;
    }
  }
}
