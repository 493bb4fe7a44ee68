package org.ash.reference;

import java.util.List;
import org.ash.ir.Indexing;

/** Kernels of {@link Indexing}. */
final class IndexingKernels {
  private IndexingKernels() {}

  static void register(Kernels kernels) {
    kernels.on(Indexing.OneHot.class, IndexingKernels::oneHot);
  }

  private static void oneHot(Indexing.OneHot op, List<NdArray> in, List<NdArray> out) {
    long[] indices = in.get(0).integers();
    NdArray y = out.get(0);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= op.depth()) {
        continue;
      }
      int at = i * op.depth() + (int) indices[i];
      if (y.isFloating()) {
        y.reals()[at] = 1;
      } else {
        y.setInteger(at, 1);
      }
    }
  }
}
