package org.ash.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class CentralDifferencesTest {
  private static final Variable WEIGHT =
      new Variable("w", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  private static final Tensor X = Tensor.ofFloats(new float[] {0.5f, -2}, 2);
  private static final Tensor W = Tensor.ofFloats(new float[] {3, 0.25f}, 2);

  private final CentralDifferences differences = differences();

  /** {@code y = w exp(x)} in FLOAT32. */
  private static CentralDifferences differences() {
    GraphBuilder g = new GraphBuilder("test");
    Value x = g.input("x", TensorType.of(DType.FLOAT32, 2));
    g.output("y", g.mul(g.read(WEIGHT), g.exp(x)));
    Graph graph = g.build();
    return new CentralDifferences(graph, Map.of("x", X), Map.of(WEIGHT, W));
  }

  @Test
  void gradientOfAnInput_isRightToTenDigits() {
    Tensor upstream = Tensor.ofFloats(new float[] {2, -1}, 2);
    Tensor gradient = differences.ofInput("y", upstream, "x");
    double[] expected = {6 * Math.exp(0.5), -0.25 * Math.exp(-2)};
    assertEquals(DType.FLOAT64, gradient.dtype());
    assertArrayEquals(expected, gradient.toDoubles(), 1e-10);
  }

  @Test
  void gradientOfAVariable_isRightToTenDigits() {
    Tensor upstream = Tensor.ofFloats(new float[] {2, -1}, 2);
    double[] expected = {2 * Math.exp(0.5), -Math.exp(-2)};
    assertArrayEquals(expected, differences.ofVariable("y", upstream, WEIGHT).toDoubles(), 1e-10);
  }

  @Test
  void inputThatIsNotFed_isNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> differences.ofInput("y", X, "z"))
            .getMessage();
    assertTrue(message.contains("z") && message.contains("[x]"), message);
  }
}
