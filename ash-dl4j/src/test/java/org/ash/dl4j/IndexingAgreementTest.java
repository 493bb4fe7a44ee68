package org.ash.dl4j;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.ir.Indexing;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Selection along an axis agrees with the oracle, whatever lies equal or is no number. */
final class IndexingAgreementTest {
  private static final Shape IMAGES = Shape.of(3, 4, 5, 6);

  static Stream<Arguments> selections() {
    return IntStream.range(0, 4)
        .boxed()
        .flatMap(
            axis ->
                IntStream.of(1, 2, (int) IMAGES.dim(axis))
                    .mapToObj(k -> Arguments.of(axis - (axis % 2 == 0 ? 0 : 4), k)));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void topK_putsEqualElementsInOrder(int axis, int k) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64)) {
      Tensor x = whole(dtype, IMAGES);
      Agreement.check(Computation.of(new Indexing.TopK(axis, k), x), Tolerance.EXACT);
    }
  }

  @Test
  void topK_ranksNaNAsInfinity_andMinusZeroAsZero() {
    double inf = Double.POSITIVE_INFINITY;
    double[] values = {1, Double.NaN, inf, -0.0, 0, -inf, inf, Double.NaN, -0.0, Float.MIN_VALUE};
    Tensor x = Tensor.of(DType.FLOAT32, Shape.of(1, values.length), values);
    for (int k = 1; k <= values.length; k++) {
      Agreement.check(Computation.of(new Indexing.TopK(1, k), x), Tolerance.EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("selections")
  void gatherElements_andItsGradient_followTheIndices(int axis, int count) {
    int along = axis < 0 ? axis + 4 : axis;
    int extent = (int) IMAGES.dim(along);
    long[] dims = IMAGES.dims();
    dims[along] = count;
    Philox random = new Philox(1, 2);
    Shape shape = Shape.of(dims);
    Tensor places = Tensor.generate(DType.INT64, shape, i -> random.below(i, extent));
    Tensor x = whole(DType.FLOAT32, IMAGES);
    Agreement.check(Computation.of(new Indexing.GatherElements(axis), x, places), Tolerance.EXACT);
    Tensor dy = whole(DType.FLOAT32, shape);
    Agreement.check(
        Computation.of(new Indexing.GatherElementsGradient(axis, extent), dy, places),
        Tolerance.EXACT);
  }

  private static Tensor whole(DType dtype, Shape shape) {
    return Computation.whole(dtype, 3, 7, shape.dims());
  }
}
