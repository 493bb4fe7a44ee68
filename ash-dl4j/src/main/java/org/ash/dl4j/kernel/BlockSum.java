package org.ash.dl4j.kernel;

import org.ash.dl4j.memory.NativeArray;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/** Sums that blocks of samples make on their own, added in the order of the blocks. */
final class BlockSum {
  private final NativeArray sum;
  private final NativeArray[] parts;

  /** As many parts as blocks; the only block of one writes the sum itself. */
  BlockSum(int blocks, NativeArray sum, KernelScope scope) {
    this.sum = sum;
    parts = new NativeArray[blocks];
    if (blocks == 1) {
      parts[0] = sum;
      return;
    }
    NativeArray memory = scope.scratch(sum.dtype(), Shape.of(blocks, sum.size()));
    for (int b = 0; b < blocks; b++) {
      parts[b] = memory.slice((long) b * sum.size(), sum.shape());
    }
  }

  /** Where a block puts its sum. */
  NativeArray part(int block) {
    return parts[block];
  }

  /** Adds the parts. */
  void run() {
    if (parts.length == 0) {
      sum.clear();
    }
    if (parts.length < 2) {
      return;
    }
    Lanes lanes = Lanes.ofThread();
    for (int from = 0; from < sum.size(); from += Lanes.LENGTH) {
      int count = Math.min(Lanes.LENGTH, sum.size() - from);
      if (sum.dtype() == DType.FLOAT32) {
        float[] total = lanes.floats(0);
        float[] part = lanes.floats(1);
        parts[0].read(from, total, 0, count);
        for (int b = 1; b < parts.length; b++) {
          parts[b].read(from, part, 0, count);
          FloatLoops.add(total, part, total, count);
        }
        sum.write(from, total, count);
      } else {
        double[] total = lanes.doubles(0);
        double[] part = lanes.doubles(1);
        parts[0].read(from, total, 0, count);
        for (int b = 1; b < parts.length; b++) {
          parts[b].read(from, part, 0, count);
          for (int i = 0; i < count; i++) {
            total[i] += part[i];
          }
        }
        sum.write(from, total, count);
      }
    }
  }
}
