package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptimizerTest {
  /** Variables are float32: their rounding, over a few steps. */
  private static final double ROUNDING = 1e-6;

  private static final double RATE = 0.1;
  private static final List<Double> GRADIENTS = List.of(1.0, -0.5, 2.0, 0.25, -3.0);

  /** A variable that begins with 1, its values after a step for each gradient. */
  private static List<Double> train(String optimizer, double decay, List<Double> gradients) {
    Variable p = new Variable("p", DType.FLOAT32, Shape.scalar(), Variable.Role.WEIGHT);
    GraphBuilder g = new GraphBuilder("step");
    Value gradient = g.input("gradient", TensorType.of(DType.FLOAT32));
    Value rate = g.input("rate", TensorType.of(DType.FLOAT32));
    Value finite = g.less(g.abs(gradient), g.like(gradient, Double.POSITIVE_INFINITY));
    Update update = new Update(g, finite, rate);
    Optimizer.parse(optimizer)
        .write(update, Updated.of(g, Map.of(p, gradient), v -> Treatment.usual(decay)));
    Map<Variable, Tensor> values = new LinkedHashMap<>(update.slots());
    values.put(p, Tensor.scalar(DType.FLOAT32, 1));
    GraphModule module = new GraphModule("m", values, Map.of("step", g.build()));
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module)) {
      return gradients.stream()
          .map(
              value -> {
                executable.run(
                    "step",
                    Map.of(
                        "gradient", Tensor.scalar(DType.FLOAT32, value),
                        "rate", Tensor.scalar(DType.FLOAT32, RATE)));
                return executable.read("p").get(0);
              })
          .toList();
    }
  }

  private static void assertNear(List<Double> expected, List<Double> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), ROUNDING, "step " + (i + 1) + ": " + actual);
    }
  }

  @Test
  void sgd_withoutMomentum_followsTheGradient() {
    assertNear(List.of(0.9, 0.95), train("sgd:momentum=0", 0, GRADIENTS.subList(0, 2)));
  }

  /** By hand: v = 1, 0.9 - 0.5 = 0.4, 0.36 + 2 = 2.36. */
  @Test
  void sgd_withMomentum_addsUpVelocity() {
    assertNear(List.of(0.9, 0.86, 0.624), train("sgd:momentum=0.9", 0, GRADIENTS.subList(0, 3)));
  }

  /** By hand: g + 0.9 v = 1.9, -0.5 + 0.36 = -0.14, 2 + 2.124 = 4.124. */
  @Test
  void sgd_withNesterov_looksAhead() {
    List<Double> expected = List.of(0.81, 0.824, 0.4116);
    assertNear(expected, train("sgd:momentum=0.9,nesterov=true", 0, GRADIENTS.subList(0, 3)));
  }

  /** By hand: v = 1 + 0.1 * 1 = 1.1, p = 0.89; v = 0.99 - 0.5 + 0.089 = 0.579, p = 0.8321. */
  @Test
  void sgd_withDecay_addsItToTheGradient() {
    assertNear(List.of(0.89, 0.8321), train("sgd:momentum=0.9", 0.1, GRADIENTS.subList(0, 2)));
  }

  /** With constant sign the first step of Adam is the learning rate, whatever the gradient. */
  @Test
  void adamW_firstStep_isTheLearningRate() {
    assertNear(List.of(0.9), train("adamw", 0, List.of(1e-3)));
  }

  @Test
  void adamW_matchesItsFormulas() {
    double decay = 0.05;
    double p = 1;
    double m = 0;
    double v = 0;
    List<Double> expected = new ArrayList<>();
    for (int t = 1; t <= GRADIENTS.size(); t++) {
      double g = GRADIENTS.get(t - 1);
      p *= 1 - RATE * decay;
      m = 0.8 * m + 0.2 * g;
      v = 0.99 * v + 0.01 * g * g;
      double denominator = Math.sqrt(v) / Math.sqrt(1 - Math.pow(0.99, t)) + 1e-3;
      p -= RATE / (1 - Math.pow(0.8, t)) * m / denominator;
      expected.add(p);
    }
    assertNear(expected, train("adamw:beta1=0.8,beta2=0.99,eps=1e-3", decay, GRADIENTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd:momentum=0", "sgd", "sgd:nesterov=true", "adamw"})
  void gradientThatIsNotFinite_changesNothing(String optimizer) {
    List<Double> skipped =
        train(optimizer, 0.1, List.of(1.0, Double.NaN, Double.NEGATIVE_INFINITY, 2.0));
    List<Double> clean = train(optimizer, 0.1, List.of(1.0, 2.0));
    assertEquals(List.of(clean.get(0), clean.get(0), clean.get(0), clean.get(1)), skipped);
  }

  @Test
  void joinedVariables_eachGetTheirOwnPart() {
    Map<Variable, Value> gradients = new LinkedHashMap<>();
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    GraphBuilder g = new GraphBuilder("step");
    for (Shape shape : List.of(Shape.of(2), Shape.of(2, 2), Shape.scalar(), Shape.of(3))) {
      String name = "p" + gradients.size();
      Variable p = new Variable(name, DType.FLOAT64, shape, Variable.Role.NORMALIZATION);
      int first = 10 * gradients.size();
      gradients.put(p, g.constant(Tensor.generate(DType.FLOAT64, shape, i -> first + i + 1)));
      values.put(p, Tensor.allocate(DType.FLOAT64, shape));
    }
    Update update = new Update(g, g.constant(bool()), g.scalar(DType.FLOAT64, 0.5));
    Optimizer.parse("sgd").write(update, Updated.of(g, gradients, variable -> Treatment.usual(0)));
    values.putAll(update.slots());
    assertEquals(2, update.slots().size());
    GraphModule module = new GraphModule("m", values, Map.of("step", g.build()));
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module)) {
      executable.run("step", Map.of());
      for (int v = 0; v < gradients.size(); v++) {
        Tensor after = executable.read("p" + v);
        for (int i = 0; i < after.size(); i++) {
          assertEquals(-0.5 * (10 * v + i + 1), after.get(i), "p" + v + "[" + i + "]");
        }
      }
    }
  }

  private static Tensor bool() {
    return Tensor.ofBytes(DType.BOOL, new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd:momentum=0.9",
        "sgd:momentum=0.9,nesterov=true",
        "adamw:beta1=0.9,beta2=0.999,eps=1.0E-8"
      })
  void spec_parsesToAnEqualOptimizer(String spec) {
    assertEquals(spec, Optimizer.parse(spec).spec());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sdg",
        "sgd:beta=1",
        "sgd:momentum=1",
        "sgd:momentum=0,nesterov=true",
        "adamw:eps=0"
      })
  void mistakes_areRefused(String text) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Optimizer.parse(text));
    assertTrue(error.getMessage().endsWith(".") || error.getMessage().endsWith("?"));
  }
}
