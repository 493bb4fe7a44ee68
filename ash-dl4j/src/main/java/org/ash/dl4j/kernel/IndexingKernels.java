package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Indexing;
import org.ash.spi.BackendException;

/** Kernels of {@link Indexing}. */
final class IndexingKernels {
  private IndexingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(
            Indexing.OneHot.class,
            (op, in, out, scope) -> oneHot(op.depth(), in.get(0), out.get(0)))
        .on(Indexing.TopK.class, IndexingKernels::topK)
        .on(Indexing.GatherElements.class, IndexingKernels::gatherElements)
        .on(Indexing.GatherElementsGradient.class, IndexingKernels::gatherElementsGradient);
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

  /** What is done to the line {@code (o, i)}. */
  @FunctionalInterface
  private interface Line {
    void compute(int o, int i);
  }

  private static Step forEachLine(Lines lines, KernelScope scope, Line line) {
    int count = lines.outer() * lines.inner();
    return () ->
        SampleTeam.forEach(
            count,
            lines.extent(),
            scope.threads(),
            n -> line.compute(n / lines.inner(), n % lines.inner()));
  }

  private static Step topK(
      Indexing.TopK op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(0);
    NativeArray values = out.get(0);
    NativeArray indices = out.get(1);
    Lines from = Lines.along(x.shape(), op.axis());
    Lines to = Lines.along(values.shape(), op.axis());
    return forEachLine(
        from,
        scope,
        (o, i) -> {
          int[] largest = LargestFirst.of(x, from, o, i, op.k());
          for (int k = 0; k < op.k(); k++) {
            copy(x, from.at(o, largest[k], i), values, to.at(o, k, i));
            indices.setInteger(to.at(o, k, i), largest[k]);
          }
        });
  }

  private static Step gatherElements(
      Indexing.GatherElements op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray x = in.get(0);
    NativeArray indices = in.get(1);
    Lines from = Lines.along(x.shape(), op.axis());
    Lines to = Lines.along(indices.shape(), op.axis());
    return forEachLine(
        to,
        scope,
        (o, i) -> {
          for (int k = 0; k < to.extent(); k++) {
            int index = index(indices.integer(to.at(o, k, i)), from.extent());
            copy(x, from.at(o, index, i), out.get(0), to.at(o, k, i));
          }
        });
  }

  private static Step gatherElementsGradient(
      Indexing.GatherElementsGradient op,
      List<NativeArray> in,
      List<NativeArray> out,
      KernelScope scope) {
    NativeArray dy = in.get(0);
    NativeArray indices = in.get(1);
    NativeArray dx = out.get(0);
    Lines from = Lines.along(dy.shape(), op.axis());
    Lines to = Lines.along(dx.shape(), op.axis());
    return forEachLine(
        to,
        scope,
        (o, i) -> {
          double[] sums = new double[to.extent()];
          for (int k = 0; k < from.extent(); k++) {
            int at = from.at(o, k, i);
            sums[index(indices.integer(at), sums.length)] += dy.real(at);
          }
          for (int k = 0; k < sums.length; k++) {
            dx.setReal(to.at(o, k, i), sums[k]);
          }
        });
  }

  private static int index(long index, int extent) {
    if (index < 0 || index >= extent) {
      throw new BackendException(
          "Index " + index + " lies outside 0 to " + (extent - 1) + "; check what gives it.");
    }
    return (int) index;
  }

  private static void copy(NativeArray x, int from, NativeArray y, int to) {
    if (x.dtype().isFloating()) {
      y.setReal(to, x.real(from));
    } else {
      y.setInteger(to, x.integer(from));
    }
  }
}
