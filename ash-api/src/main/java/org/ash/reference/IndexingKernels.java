package org.ash.reference;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.Indexing;
import org.ash.spi.BackendException;

/** Kernels of {@link Indexing}. */
final class IndexingKernels {
  private IndexingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Indexing.OneHot.class, IndexingKernels::oneHot)
        .on(Indexing.TopK.class, IndexingKernels::topK)
        .on(Indexing.GatherElements.class, IndexingKernels::gatherElements)
        .on(Indexing.GatherElementsGradient.class, IndexingKernels::gatherElementsGradient);
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

  private static void topK(Indexing.TopK op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    NdArray values = out.get(0);
    NdArray indices = out.get(1);
    Lines from = Lines.along(x.shape(), op.axis());
    Lines to = Lines.along(values.shape(), op.axis());
    for (int o = 0; o < from.outer(); o++) {
      for (int i = 0; i < from.inner(); i++) {
        int[] largest = largestFirst(x, from, o, i);
        for (int k = 0; k < op.k(); k++) {
          values.copyElement(to.at(o, k, i), x, from.at(o, largest[k], i));
          indices.setInteger(to.at(o, k, i), largest[k]);
        }
      }
    }
  }

  /** The places of a line in descending order of its elements; equal ones stay in order. */
  private static int[] largestFirst(NdArray x, Lines lines, int o, int i) {
    Comparator<Integer> ascending =
        x.isFloating()
            ? Comparator.comparingDouble(k -> rank(x.reals()[lines.at(o, k, i)]))
            : Comparator.comparingLong(k -> x.integers()[lines.at(o, k, i)]);
    return IntStream.range(0, lines.extent())
        .boxed()
        .sorted(ascending.reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** NaN ranks as infinity, -0 as 0. */
  private static double rank(double x) {
    return Double.isNaN(x) ? Double.POSITIVE_INFINITY : x + 0.0;
  }

  private static void gatherElements(
      Indexing.GatherElements op, List<NdArray> in, List<NdArray> out) {
    NdArray x = in.get(0);
    NdArray indices = in.get(1);
    Lines from = Lines.along(x.shape(), op.axis());
    Lines to = Lines.along(indices.shape(), op.axis());
    for (int o = 0; o < to.outer(); o++) {
      for (int k = 0; k < to.extent(); k++) {
        for (int i = 0; i < to.inner(); i++) {
          int index = index(indices.integers()[to.at(o, k, i)], from.extent());
          out.get(0).copyElement(to.at(o, k, i), x, from.at(o, index, i));
        }
      }
    }
  }

  private static void gatherElementsGradient(
      Indexing.GatherElementsGradient op, List<NdArray> in, List<NdArray> out) {
    double[] dy = in.get(0).reals();
    long[] indices = in.get(1).integers();
    double[] dx = out.get(0).reals();
    Lines from = Lines.along(in.get(0).shape(), op.axis());
    Lines to = Lines.along(out.get(0).shape(), op.axis());
    for (int o = 0; o < from.outer(); o++) {
      for (int k = 0; k < from.extent(); k++) {
        for (int i = 0; i < from.inner(); i++) {
          int index = index(indices[from.at(o, k, i)], to.extent());
          dx[to.at(o, index, i)] += dy[from.at(o, k, i)];
        }
      }
    }
  }

  private static int index(long index, int extent) {
    if (index < 0 || index >= extent) {
      throw new BackendException(
          "Index " + index + " lies outside 0 to " + (extent - 1) + "; check what gives it.");
    }
    return (int) index;
  }
}
