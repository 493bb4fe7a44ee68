package org.ash.autodiff;

import static org.ash.reference.Computation.vector;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Convolution;
import org.ash.ir.CustomOp;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Operands;
import org.ash.ir.Reduction;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Window;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class GradientsTest {
  private final GraphBuilder g = new GraphBuilder("test");
  private final Value x = g.input("x", TensorType.of(DType.FLOAT64, 3));
  private final Value other = g.input("other", TensorType.of(DType.FLOAT64, 2));
  private final Tensor point = vector(1, -2, 3);

  @Test
  void valueUsedTwice_getsTheSumOfItsGradients() {
    Value square = g.mul(x, x);
    Value loss = sum(g.add(g.mul(square, x), square));
    // 3 x^2 + 2 x
    assertArrayEquals(new double[] {5, 8, 33}, gradient(loss, x), 1e-14);
  }

  @Test
  void valueUsedByManyNodes_isDifferentiatedOnce() {
    Value root = g.sqrt(g.exp(x));
    Gradients.of(g, sum(g.add(g.mul(root, root), g.add(root, root))), List.of(x));
    assertEquals(1, count(Broadcasting.Div.class), "gradient of one Sqrt");
  }

  @Test
  void inputThatNothingDependsOn_getsZerosOfItsShape() {
    List<Value> gradients = Gradients.of(g, sum(g.exp(x)), List.of(x, other));
    g.output("zeros", gradients.get(1));
    assertEquals(other.type(), gradients.get(1).type());
    assertArrayEquals(new double[] {0, 0}, evaluate().output("zeros"));
  }

  @Test
  void connected_tellsWhatDependsOnNothing() {
    Value loss = sum(g.exp(x));
    List<Optional<Value>> gradients =
        Gradients.connected(g, Map.of(loss, g.like(loss, 1)), List.of(x, other));
    assertTrue(gradients.get(0).isPresent());
    assertEquals(Optional.empty(), gradients.get(1));
  }

  @Test
  void imageNobodyAskedAbout_getsNoConvInputGradient() {
    Value image = g.input("image", TensorType.of(DType.FLOAT64, 1, 2, 4, 4));
    Value first = g.input("first", TensorType.of(DType.FLOAT64, 3, 2, 3, 3));
    Value second = g.input("second", TensorType.of(DType.FLOAT64, 2, 3, 3, 3));
    Value y = g.conv(g.relu(g.conv(image, first, Window.of(1, 1))), second, Window.of(1, 1));
    Gradients.of(g, sum(y), List.of(first, second));
    assertEquals(1, count(Convolution.ConvInputGradient.class), "only that of the second");
    assertEquals(2, count(Convolution.ConvWeightGradient.class));
  }

  @Test
  void nodeThatDoesNotReachTheLoss_getsNoGradient() {
    Value loss = sum(g.exp(x));
    g.sqrt(x);
    Gradients.of(g, loss, List.of(x));
    assertEquals(0, count(Broadcasting.Div.class), "gradient of Sqrt");
  }

  @Test
  void stopGradient_hidesWhatIsInFrontOfIt() {
    Value loss = sum(g.mul(x, g.stopGradient(g.exp(x))));
    double[] expected = {Math.exp(1), Math.exp(-2), Math.exp(3)};
    assertArrayEquals(expected, gradient(loss, x), 1e-14);
  }

  @Test
  void onlyPathThroughAZeroGradient_writesNothing() {
    Value loss = sum(g.exp(g.apply(new Elementwise.Floor(), x)));
    int before = g.nodes().size();
    Optional<Value> gradient =
        Gradients.connected(g, Map.of(loss, g.like(loss, 1)), List.of(x)).get(0);
    assertEquals(Optional.empty(), gradient);
    assertEquals(before, g.nodes().size());
  }

  @Test
  void targetItself_hasItsUpstreamGradient() {
    Value loss = sum(x);
    g.output("gradient", Gradients.of(g, loss, List.of(loss)).get(0));
    assertArrayEquals(new double[] {1}, evaluate().output("gradient"));
  }

  @Test
  void intermediateValue_hasAGradientAndPassesItOn() {
    Value y = g.exp(x);
    List<Value> gradients = Gradients.of(g, sum(g.mul(y, y)), List.of(y, x));
    g.output("dy", gradients.get(0));
    g.output("dx", gradients.get(1));
    assertEquals(2 * Math.exp(-2), evaluate().output("dy")[1], 1e-14);
    assertEquals(2 * Math.exp(-4), evaluate().output("dx")[1], 1e-14);
  }

  @Test
  void upstreamGradient_isMultipliedIn() {
    g.output("dx", Gradients.of(g, g.mul(x, x), x, List.of(x)).get(0));
    assertArrayEquals(new double[] {2, 8, 18}, evaluate().output("dx"), 1e-14);
  }

  @Test
  void targetThatIsNoScalar_needsAnUpstreamGradient() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(g, x, List.of(x)))
            .getMessage();
    assertTrue(message.contains("x: FLOAT64 [3]") && message.contains("upstream"), message);
  }

  @Test
  void integerValue_isRefused() {
    Value index = g.input("index", TensorType.of(DType.INT64, 2));
    Value loss = sum(x);
    assertThrows(IllegalArgumentException.class, () -> Gradients.of(g, loss, List.of(index)));
  }

  @Test
  void equalOperandsOfMaxAndMin_giveAllToTheFirst() {
    Value constant = g.constant(vector(1, -2, 0));
    Value loss = sum(g.add(g.max(x, constant), g.min(x, g.constant(vector(1, -2, 0)))));
    assertArrayEquals(new double[] {2, 2, 1}, gradient(loss, x));
  }

  @Test
  void equalLargestElements_shareTheGradientOfReduceMax() {
    Value loss = g.apply(new Reduction.ReduceMax(List.of(0), false), g.mul(x, x));
    Tensor tied = vector(2, -2, 1);
    g.output("dx", Gradients.of(g, loss, List.of(x)).get(0));
    Map<String, Tensor> feeds = Map.of("x", tied, "other", vector(0, 0));
    assertArrayEquals(
        new double[] {2, -2, 0}, Oracle.evaluate(g.build(), feeds, Map.of()).output("dx"));
  }

  @Test
  void eluOfExactlyZero_hasTheDerivativeFromBelow() {
    Value loss = sum(g.apply(new ActivationComposite.Elu(1), g.mul(x, g.like(x, 0))));
    Value inner = g.nodes().get(0).output(0);
    assertArrayEquals(new double[] {1, 1, 1}, gradient(loss, inner));
  }

  @Test
  void powOfZeroAndNegativeBases_hasFiniteGradients() {
    Value zero = g.mul(x, g.like(x, 0));
    Value loss = sum(g.add(g.pow(zero, g.like(x, 0)), g.pow(x, g.like(x, 2))));
    assertArrayEquals(new double[] {2, -4, 6}, gradient(loss, x));
  }

  @Test
  void meanOverTheBatch_dividesByItsSizeAtRunTime() {
    GraphBuilder graph = new GraphBuilder("batch");
    Value batch = graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
    Value loss = graph.reduceMean(batch, List.of(0, 1), false);
    graph.output("dx", Gradients.of(graph, loss, List.of(batch)).get(0));
    Graph built = graph.build();
    for (int n : new int[] {1, 5}) {
      Tensor feed = Tensor.allocate(DType.FLOAT32, Shape.of(n, 2));
      double[] expected = new double[2 * n];
      Arrays.fill(expected, 0.5 / n);
      assertArrayEquals(expected, Oracle.evaluate(built, Map.of("x", feed), Map.of()).output("dx"));
    }
  }

  @Test
  void operatorOfAUser_isDifferentiatedThroughItsDecomposition() {
    record Cube() implements CustomOp {
      @Override
      public List<TensorType> infer(Operands in) {
        return List.of(in.expectCount(1).expectFloating().type(0));
      }

      @Override
      public List<Value> decompose(GraphBuilder graph, List<Value> inputs) {
        Value base = inputs.get(0);
        return List.of(graph.mul(base, graph.mul(base, base)));
      }
    }
    assertArrayEquals(new double[] {3, 12, 27}, gradient(sum(g.apply(new Cube(), x)), x));
  }

  @Test
  void ash_usesItsClosedForm() {
    Value image = g.input("image", TensorType.of(DType.FLOAT64, 2, 3, 4, 4));
    Value one = g.scalar(DType.FLOAT64, 1);
    Value y = g.applyAll(new AshComposite.Ash(1e-5), image, one, one).get(0);
    Gradients.of(g, sum(y), List.of(image));
    assertEquals(1, count(AshComposite.AshGradient.class));
  }

  @Test
  void gradients_areNamedAfterTheNodeTheyBelongTo() {
    Value y = g.scoped("stage1", () -> g.apply("act", new Elementwise.Sigmoid(), x));
    Gradients.of(g, sum(y), List.of(x));
    Set<String> names = g.nodes().stream().map(node -> node.name()).collect(Collectors.toSet());
    assertTrue(names.contains("stage1.act.gradient.mul"), names.toString());
  }

  private Value sum(Value value) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < value.type().rank(); axis++) {
      axes.add(axis);
    }
    return g.reduceSum(value, axes, false);
  }

  private double[] gradient(Value loss, Value value) {
    g.output("gradient", Gradients.of(g, loss, List.of(value)).get(0));
    return evaluate().output("gradient");
  }

  private Oracle.Outcome evaluate() {
    return Oracle.evaluate(g.build(), Map.of("x", point, "other", vector(0, 0)), Map.of());
  }

  private long count(Class<?> op) {
    return g.nodes().stream().filter(node -> op.isInstance(node.op())).count();
  }
}
