package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.tensor.Shape;

/**
 * Convolution as matrix products: per sample and group, the pixels under each position of the
 * window become a column of a matrix [terms, positions], and the weight is a matrix [outputs,
 * terms]. Takes every window and both floating types.
 */
final class MatrixConvolution {
  private final ConvolutionShape shape;
  private final WindowColumns columns;
  private final KernelScope scope;
  private final int groups;
  private final int groupOutputs;
  private final int groupImage;
  private final int groupResult;
  private final int groupWeight;

  MatrixConvolution(ConvolutionShape shape, KernelScope scope) {
    this.shape = shape;
    this.scope = scope;
    this.columns = new WindowColumns(shape);
    this.groups = shape.window().group();
    this.groupOutputs = (int) shape.w().dim(0) / groups;
    this.groupImage = shape.imageSize() / groups;
    this.groupResult = shape.resultSize() / groups;
    this.groupWeight = groupOutputs * shape.terms();
  }

  /** {@code y = w columns(x)}. */
  Step forward(NativeArray x, NativeArray w, NativeArray y) {
    Scratch scratch = new Scratch(x);
    return () ->
        forEachSample(
            scratch,
            (n, matrix) -> {
              for (int g = 0; g < groups; g++) {
                Blas.Matrix pixels = pixels(x, n * shape.imageSize() + g * groupImage, matrix);
                Blas.multiply(
                    groupOutputs,
                    shape.positions(),
                    shape.terms(),
                    1,
                    Blas.Matrix.of(w, (long) g * groupWeight, shape.terms()),
                    pixels,
                    0,
                    result(y, n, g));
              }
            });
  }

  /** {@code columns(dx) = w' dy}, columns added to the pixels they came from. */
  Step inputGradient(NativeArray dy, NativeArray w, NativeArray dx) {
    Scratch scratch = new Scratch(dx);
    return () -> {
      dx.clear();
      forEachSample(
          scratch,
          (n, matrix) -> {
            for (int g = 0; g < groups; g++) {
              Blas.multiply(
                  shape.terms(),
                  shape.positions(),
                  groupOutputs,
                  1,
                  new Blas.Matrix(w, (long) g * groupWeight, shape.terms(), true),
                  result(dy, n, g),
                  0,
                  Blas.Matrix.of(matrix, 0, shape.positions()));
              columns.addBack(matrix, dx, n * shape.imageSize() + g * groupImage);
            }
          });
    };
  }

  /** {@code dw = sum over samples of dy columns(x)'}: a sum for each block, then over blocks. */
  Step weightGradient(NativeArray x, NativeArray dy, NativeArray dw) {
    Scratch scratch = new Scratch(x);
    BlockSum sums = new BlockSum(shape.blocks(), dw, scope);
    IntConsumer block =
        b -> {
          NativeArray sum = sums.part(b);
          NativeArray matrix = scratch.take();
          int first = shape.firstSample(b);
          for (int n = first; n < first + shape.samplesOf(b); n++) {
            for (int g = 0; g < groups; g++) {
              Blas.Matrix pixels = pixels(x, n * shape.imageSize() + g * groupImage, matrix);
              Blas.multiply(
                  groupOutputs,
                  shape.terms(),
                  shape.positions(),
                  1,
                  result(dy, n, g),
                  new Blas.Matrix(pixels.array(), pixels.first(), pixels.columns(), true),
                  n == first ? 0 : 1,
                  Blas.Matrix.of(sum, (long) g * groupWeight, shape.terms()));
            }
          }
          scratch.give(matrix);
        };
    return () -> {
      SampleTeam.forEach(shape.blocks(), Integer.MAX_VALUE, scope.threads(), block);
      sums.run();
    };
  }

  private Blas.Matrix result(NativeArray y, int n, int g) {
    return Blas.Matrix.of(
        y, (long) n * shape.resultSize() + (long) g * groupResult, shape.positions());
  }

  /** The matrix of columns: the image itself where a window is one pixel, else a copy. */
  private Blas.Matrix pixels(NativeArray x, int first, NativeArray matrix) {
    if (columns.isImageItself()) {
      return Blas.Matrix.of(x, first, shape.positions());
    }
    columns.gather(x, first, matrix);
    return Blas.Matrix.of(matrix, 0, shape.positions());
  }

  private interface Sample {
    void compute(int n, NativeArray matrix);
  }

  private void forEachSample(Scratch scratch, Sample sample) {
    SampleTeam.forEach(
        shape.samples(),
        Math.max(1, shape.terms() * shape.positions()),
        scope.threads(),
        n -> {
          NativeArray matrix = scratch.take();
          sample.compute(n, matrix);
          scratch.give(matrix);
        });
  }

  /** A matrix of columns for each thread. */
  private final class Scratch {
    private final ConcurrentLinkedQueue<NativeArray> free = new ConcurrentLinkedQueue<>();
    private final List<NativeArray> all = new ArrayList<>();

    Scratch(NativeArray like) {
      for (int i = 0; i < scope.threads(); i++) {
        all.add(scope.scratch(like.dtype(), Shape.of(shape.terms(), shape.positions())));
      }
      free.addAll(all);
    }

    NativeArray take() {
      NativeArray matrix = free.poll();
      if (matrix == null) {
        throw new IllegalStateException("More threads than " + all.size() + " share a step.");
      }
      return matrix;
    }

    void give(NativeArray matrix) {
      free.add(matrix);
    }
  }
}
