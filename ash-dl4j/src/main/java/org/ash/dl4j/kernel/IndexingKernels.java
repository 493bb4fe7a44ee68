package org.ash.dl4j.kernel;

import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Indexing;

/** Kernels of {@link Indexing}. */
final class IndexingKernels {
  private IndexingKernels() {}

  static void register(Kernels kernels) {
    kernels.on(
        Indexing.OneHot.class, (op, in, out, scope) -> oneHot(op.depth(), in.get(0), out.get(0)));
  }

  private static Step oneHot(int depth, NativeArray indices, NativeArray y) {
    return () -> {
      y.clear();
      for (int i = 0; i < indices.size(); i++) {
        long index = indices.integer(i);
        if (index >= 0 && index < depth) {
          int at = i * depth + (int) index;
          if (y.dtype().isFloating()) {
            y.setReal(at, 1);
          } else {
            y.setInteger(at, 1);
          }
        }
      }
    };
  }
}
