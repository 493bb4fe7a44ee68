package org.ash.tf;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Indexing;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that move elements are exact, for every type. */
final class ShapingAgreementTest {
  private static Tensor counting(DType dtype, long... dims) {
    return Tensor.generate(dtype, Shape.of(dims), i -> dtype == DType.BOOL ? i % 3 : i % 100);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT16", "BFLOAT16"})
  void everyShapingOperator_isExact(DType dtype) {
    Tensor x = counting(dtype, 2, 3, 4, 5);
    SymbolicShape wide = SymbolicShape.of(7, 2, 3, 4, 5);
    Shaping.Slice slice =
        new Shaping.Slice(List.of(1, -1), List.of(0L, -2L), List.of(100L, -100L), List.of(2L, -2L));
    Agreement.check(
        Computation.of(
            (g, in) ->
                List.of(
                    g.reshape(in.get(0), SymbolicShape.of(6, 20)),
                    g.transpose(in.get(0), 3, 0, 2, 1),
                    g.apply(new Shaping.Concat(2), in.get(0), in.get(0), in.get(0)),
                    g.apply(slice, in.get(0)),
                    g.apply(Shaping.Slice.of(2, 3, 3, 1), in.get(0)),
                    g.apply(
                        new Shaping.Pad(List.of(0L, 1L, 2L, 0L), List.of(1L, 0L, 0L, 3L), 1),
                        in.get(0)),
                    g.expand(in.get(0), wide),
                    g.apply(new Shaping.Size(List.of(0, -1)), in.get(0))),
            x),
        Tolerance.EXACT);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT16", "BFLOAT16"})
  void slicesThatTakeATensorApart_areExact(DType dtype) {
    Agreement.check(
        Computation.of(
            (g, in) ->
                List.of(
                    g.apply(Shaping.Slice.of(-2, 1, 3, 1), in.get(0)),
                    g.apply(Shaping.Slice.of(2, 0, 1, 1), in.get(0)),
                    g.apply(Shaping.Slice.of(2, 3, 9, 1), in.get(0)),
                    g.apply(Shaping.Slice.of(1, 0, 2, 1), in.get(0)),
                    g.apply(Shaping.Slice.of(1, -1, 3, 1), in.get(0))),
            counting(dtype, 2, 3, 4, 5)),
        Tolerance.EXACT);
  }

  @Test
  void slicesOfATransposedTensor_takeItApartAlongTheirOwnAxis() {
    Agreement.check(
        Computation.of(
            (g, in) -> {
              Value turned = g.transpose(in.get(0), 0, 3, 1, 2);
              return List.of(
                  g.apply(Shaping.Slice.of(1, 0, 2, 1), turned),
                  g.apply(Shaping.Slice.of(1, 2, 5, 1), turned));
            },
            counting(DType.FLOAT32, 2, 3, 4, 5)),
        Tolerance.EXACT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, -1, -3})
  void sliceGradient_putsTheGradientAtTheSlicedPlaces(long step) {
    Shaping.Slice slice = Shaping.Slice.of(1, step > 0 ? 1 : -1, step > 0 ? 7 : 0, step);
    SymbolicShape image = SymbolicShape.of(2, 8, 3);
    long count = slice.range(0, 8).count();
    Agreement.check(
        Computation.of(
            new Shaping.SliceGradient(slice, image), counting(DType.FLOAT32, 2, count, 3)),
        Tolerance.EXACT);
  }

  @Test
  void symbolicShapes_followTheBatch() {
    Dimension n = Dimension.symbol("N");
    Agreement.check(
        Computation.batched(
            (g, in) ->
                List.of(
                    g.reshape(
                        in.get(0), SymbolicShape.of(n.times(Dimension.of(3)), Dimension.of(4))),
                    g.expand(
                        in.get(0),
                        SymbolicShape.of(Dimension.of(2), n, Dimension.of(3), Dimension.of(4))),
                    g.apply(new Shaping.Size(List.of(0, 1)), in.get(0)),
                    g.apply(
                        new Shaping.SliceGradient(
                            Shaping.Slice.of(1, 1, 4, 1),
                            SymbolicShape.of(n, Dimension.of(5), Dimension.of(4))),
                        in.get(0))),
            counting(DType.FLOAT32, 6, 3, 4)),
        Tolerance.EXACT);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64"})
  void oneHot_leavesIndicesOutOfRangeAtZero(DType dtype) {
    Tensor indices = Tensor.of(dtype, Shape.of(2, 3), new double[] {0, 4, 2, -1, 5, 1});
    for (DType result : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.BOOL)) {
      Agreement.check(Computation.of(new Indexing.OneHot(5, result), indices), Tolerance.EXACT);
    }
  }
}
