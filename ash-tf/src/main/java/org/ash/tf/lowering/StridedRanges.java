package org.ash.tf.lowering;

import java.util.Arrays;
import org.ash.ir.Shaping;
import org.ash.ir.TensorType;

/** A slice in the terms of StridedSlice: positions for each physical axis, masks for whole axes. */
final class StridedRanges {
  private final long[] begins;
  private final long[] ends;
  private final long[] steps;
  private long beginMask;
  private long endMask;

  private StridedRanges(int rank) {
    begins = new long[rank];
    ends = new long[rank];
    steps = new long[rank];
    Arrays.fill(steps, 1);
    beginMask = (1L << rank) - 1;
    endMask = beginMask;
  }

  /** The ranges of a slice of x, which lies in a layout. */
  static StridedRanges of(Shaping.Slice slice, TensorType x, Layout layout) {
    StridedRanges ranges = new StridedRanges(x.rank());
    for (int i = 0; i < slice.axes().size(); i++) {
      int axis = slice.axes().get(i);
      int logical = axis < 0 ? axis + x.rank() : axis;
      ranges.set(layout.position(logical), slice.range(i, x.dim(logical).extent()));
    }
    return ranges;
  }

  long[] begins() {
    return begins.clone();
  }

  long[] ends() {
    return ends.clone();
  }

  long[] steps() {
    return steps.clone();
  }

  long beginMask() {
    return beginMask;
  }

  long endMask() {
    return endMask;
  }

  private void set(int position, Shaping.Range range) {
    long bit = 1L << position;
    beginMask &= ~bit;
    if (range.count() == 0) {
      endMask &= ~bit;
      return;
    }
    begins[position] = range.first();
    steps[position] = range.step();
    ends[position] = range.first() + range.step() * range.count();
    // Before the first element there is no position to name: -1 would be the last one.
    if (ends[position] >= 0) {
      endMask &= ~bit;
    }
  }
}
