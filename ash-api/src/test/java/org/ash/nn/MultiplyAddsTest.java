package org.ash.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.junit.jupiter.api.Test;

final class MultiplyAddsTest {
  private static final Map<String, Long> TWO = Map.of("N", 2L);
  private static final Window WINDOW = Window.of(2, 1).withGroup(3);

  private final GraphBuilder graph = new GraphBuilder("test");
  private final Value image = input("x", SymbolicShape.batch("N", 6, 9, 8));
  private final Value weight = input("w", SymbolicShape.of(12, 2, 3, 3));

  /** 2 images of 12 channels of 5 x 4, each a sum over 2 x 3 x 3 taps. */
  private static final long CONVOLUTION = 2 * 12 * 5 * 4 * (2 * 3 * 3);

  @Test
  void conv_isOneForEachTapOfEachResult() {
    assertEquals(CONVOLUTION, count(new Convolution.Conv(WINDOW), image, weight));
  }

  @Test
  void convInputGradient_isAsManyAsTheConvolution() {
    Value dy = input("dy", SymbolicShape.batch("N", 12, 5, 4));
    assertEquals(
        CONVOLUTION,
        count(new Convolution.ConvInputGradient(WINDOW, image.type().shape()), dy, weight));
  }

  @Test
  void convWeightGradient_isAsManyAsTheConvolution() {
    Value dy = input("dy", SymbolicShape.batch("N", 12, 5, 4));
    assertEquals(
        CONVOLUTION,
        count(new Convolution.ConvWeightGradient(WINDOW, Shape.of(12, 2, 3, 3)), image, dy));
  }

  @Test
  void gemm_isRowsTimesColumnsTimesInner() {
    Value a = input("a", SymbolicShape.batch("N", 7));
    Value b = input("b", SymbolicShape.of(5, 7));
    assertEquals(2 * 7 * 5, count(new Contraction.Gemm(1, 1, false, true), a, b));
  }

  @Test
  void gemm_ofTransposedFirst_takesTheOtherAxisAsInner() {
    Value a = input("a", SymbolicShape.of(7, 3));
    Value b = input("b", SymbolicShape.of(7, 5));
    assertEquals(3 * 7 * 5, count(new Contraction.Gemm(1, 1, true, false), a, b));
  }

  @Test
  void matMul_countsEveryMatrixOfTheBatch() {
    Value a = input("a", SymbolicShape.batch("N", 4, 3, 7));
    Value b = input("b", SymbolicShape.of(7, 5));
    assertEquals(2 * 4 * 3 * 7 * 5, count(new Contraction.MatMul(), a, b));
  }

  private Value input(String name, SymbolicShape shape) {
    return graph.input(name, new TensorType(DType.FLOAT32, shape));
  }

  private long count(Op op, Value... operands) {
    graph.apply("counted", op, operands);
    return MultiplyAdds.of(graph.nodes().get(0), TWO);
  }
}
