package org.ash.reference;

import static org.ash.reference.Computation.largestDifference;
import static org.ash.reference.Computation.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.ash.ir.AshComposite;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class OracleTest {
  private static final Variable WEIGHT =
      new Variable("w", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  private static final Tensor ONES = Tensor.ofFloats(new float[] {1, 1}, 2);

  private final Graph division = division();

  /** {@code y = x / 3}, {@code w := w / 3}, all FLOAT32. */
  private static Graph division() {
    GraphBuilder g = new GraphBuilder("division");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N")));
    g.output("y", g.div(x, g.like(x, 3)));
    g.assign(WEIGHT, g.div(g.read(WEIGHT), g.like(x, 3)));
    return g.build();
  }

  @Test
  void resultsOfFloat32Graphs_areNotRounded() {
    Oracle.Outcome outcome = Oracle.evaluate(division, Map.of("x", ONES), Map.of(WEIGHT, ONES));
    assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0}, outcome.output("y"));
    assertArrayEquals(
        new double[] {1 / 3.0, 1 / 3.0}, outcome.assignments().get(WEIGHT).toDoubles());
  }

  @Test
  void float64Values_areTakenUnroundedWhereFloat32IsDeclared() {
    Tensor tenth = Tensor.ofDoubles(new double[] {0.1, 0.1}, 2);
    Oracle.Outcome outcome = Oracle.evaluate(division, Map.of("x", tenth), Map.of(WEIGHT, tenth));
    assertArrayEquals(new double[] {0.1 / 3, 0.1 / 3}, outcome.output("y"));
    Map<Variable, Tensor> next = outcome.assignments();
    assertArrayEquals(
        new double[] {0.1 / 3 / 3, 0.1 / 3 / 3},
        Oracle.evaluate(division, Map.of("x", tenth), next).assignments().get(WEIGHT).toDoubles());
  }

  @Test
  void variableWithoutValue_isNamed() {
    Map<String, Tensor> feeds = Map.of("x", ONES);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Oracle.evaluate(division, feeds, Map.of()))
            .getMessage();
    assertTrue(message.contains("w: FLOAT32 [2]"), message);
  }

  @Test
  void variableOfAnotherShape_isRefused() {
    Map<String, Tensor> feeds = Map.of("x", ONES);
    Map<Variable, Tensor> wrong = Map.of(WEIGHT, Tensor.ofFloats(new float[3], 3));
    assertThrows(IllegalArgumentException.class, () -> Oracle.evaluate(division, feeds, wrong));
  }

  @Test
  void feedOfAnotherType_isRefused() {
    Map<String, Tensor> feeds = Map.of("x", Tensor.ofInts(new int[2], 2));
    Map<Variable, Tensor> variables = Map.of(WEIGHT, ONES);
    assertThrows(IllegalArgumentException.class, () -> Oracle.evaluate(division, feeds, variables));
  }

  @Test
  void outputThatIsNotThere_isNamedWithThoseThatAre() {
    Oracle.Outcome outcome = Oracle.evaluate(division, Map.of("x", ONES), Map.of(WEIGHT, ONES));
    String message =
        assertThrows(IllegalArgumentException.class, () -> outcome.output("z")).getMessage();
    assertTrue(message.contains("'z'") && message.contains("[y]"), message);
  }

  @Test
  void perturbedResult_liesWithinTheNoise() {
    Tensor x = normal(50, "x", 1000);
    Map<Variable, Tensor> variables = Map.of(WEIGHT, ONES);
    Oracle oracle = new Oracle(division);
    double[] exact = oracle.evaluate(Map.of("x", x), variables).output("y");
    double[] noisy = oracle.evaluatePerturbed(Map.of("x", x), variables, 7).output("y");
    double[] relative = new double[exact.length];
    Arrays.setAll(relative, i -> noisy[i] / exact[i] - 1);
    // One node, hence a factor between 1 - 2^-24 and 1 + 2^-24, and mostly well inside.
    double largest = Arrays.stream(relative).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= 0x1p-24 && largest > 0.9 * 0x1p-24, "largest " + largest);
    assertEquals(0, Arrays.stream(relative).average().orElseThrow(), 0.1 * 0x1p-24);
  }

  @Test
  void perturbation_reachesThePartsOfComposites() {
    Computation ash =
        Computation.of(
            new AshComposite.Ash(1e-5),
            normal(50, "x", 2, 9),
            Computation.scalar(1),
            Computation.scalar(0));
    Oracle oracle = new Oracle(ash.graph());
    double[] exact = oracle.evaluate(ash.feeds(), Map.of()).output("y1");
    double[] noisy = oracle.evaluatePerturbed(ash.feeds(), Map.of(), 7).output("y1");
    assertNotEquals(0, largestDifference(exact, noisy), "mean");
  }

  @Test
  void perturbation_isAFunctionOfTheSeed() {
    Map<String, Tensor> feeds = Map.of("x", ONES);
    Map<Variable, Tensor> variables = Map.of(WEIGHT, ONES);
    Oracle oracle = new Oracle(division);
    double[] first = oracle.evaluatePerturbed(feeds, variables, 7).output("y");
    assertArrayEquals(first, oracle.evaluatePerturbed(feeds, variables, 7).output("y"));
    double[] second = oracle.evaluatePerturbed(feeds, variables, 8).output("y");
    assertNotEquals(0, largestDifference(first, second));
  }
}
