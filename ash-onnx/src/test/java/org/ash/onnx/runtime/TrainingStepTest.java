package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.autodiff.Gradients;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.Contraction;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Indexing;
import org.ash.ir.LossComposite;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.reference.Oracle;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training step in standard operators, gradients and all, executed by ONNX Runtime. */
class TrainingStepTest {
  private static final int SEED = 42;
  private static final int BATCH = 4;
  private static final int PERTURBED_RUNS = 16;
  private static final double RATE = 0.1;

  private final Map<Variable, Tensor> parameters = new LinkedHashMap<>();
  private final Graph step = step();

  /** DESIGN's rule: 4 times the widest spread of 16 oracle runs with float32's rounding noise. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void weights_lieWithinTheSpreadOfRounding(int steps) {
    Map<Variable, Tensor> exact = parameters;
    List<Map<Variable, Tensor>> noisy = new ArrayList<>();
    Oracle oracle = new Oracle(step);
    for (int run = 0; run < PERTURBED_RUNS; run++) {
      noisy.add(parameters);
    }
    for (int i = 0; i < steps; i++) {
      Map<String, Tensor> feeds = feeds(i);
      exact = oracle.evaluate(feeds, exact).assignments();
      for (int run = 0; run < PERTURBED_RUNS; run++) {
        noisy.set(
            run, oracle.evaluatePerturbed(feeds, noisy.get(run), run * 1000L + i).assignments());
      }
    }
    Map<Variable, Tensor> actual = trained(steps);
    for (Variable variable : parameters.keySet()) {
      Tensor want = exact.get(variable);
      double spread = 0;
      for (Map<Variable, Tensor> run : noisy) {
        spread = Math.max(spread, distance(want, run.get(variable)));
      }
      double error = distance(want, actual.get(variable));
      assertTrue(
          error <= 4 * spread, variable + " is off by " + error + ", the spread is " + spread);
    }
  }

  private Map<Variable, Tensor> trained(int steps) {
    GraphModule module = new GraphModule("small", parameters, Map.of("train", step));
    Map<Variable, Tensor> result = new LinkedHashMap<>();
    try (Backend backend =
            new OnnxRuntimeProvider().open(BackendOptions.defaults().withThreads(1));
        Executable executable = backend.load(module)) {
      for (int i = 0; i < steps; i++) {
        executable.run("train", feeds(i));
      }
      parameters.keySet().forEach(v -> result.put(v, executable.read(v.name())));
    }
    return result;
  }

  private static double distance(Tensor a, Tensor b) {
    double distance = 0;
    for (int i = 0; i < a.size(); i++) {
      distance = Math.max(distance, Math.abs(a.get(i) - b.get(i)));
    }
    return distance;
  }

  private static Map<String, Tensor> feeds(int index) {
    Shape shape = Shape.of(BATCH, 3, 7, 5);
    double[] pixels = new Philox(SEED, index).normals((int) shape.size());
    long[] labels = {0, 1, 2, 4};
    return Map.of(
        "images", Tensor.of(DType.FLOAT32, shape, pixels), "labels", Tensor.ofLongs(labels, BATCH));
  }

  /** Convolution, batch normalization, ASH, grouped convolution, mean, dense, cross-entropy. */
  private Graph step() {
    GraphBuilder g = new GraphBuilder("train");
    SymbolicShape imageShape = SymbolicShape.batch("N", 3, 7, 5);
    Value x = g.input("images", new TensorType(DType.FLOAT32, imageShape));
    Value labels = g.input("labels", new TensorType(DType.INT64, SymbolicShape.batch("N")));
    Value strided = g.conv(x, weight(g, "conv1", 4, 3, 3, 3), Window.of(2, 1));
    Value normalized =
        g.applyAll(
                new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
                strided,
                constant(g, "scale", 1, 4),
                constant(g, "bias", 0, 4))
            .get(0);
    Value gated =
        g.applyAll(
                new AshComposite.Ash(1e-5),
                normalized,
                constant(g, "alpha", 1),
                constant(g, "z", 0.5))
            .get(0);
    Value grouped = g.conv(gated, weight(g, "conv2", 6, 2, 3, 3), Window.of(1, 1).withGroup(2));
    Value pooled = g.reduceMean(g.relu(grouped), List.of(2, 3), false);
    Value logits =
        g.apply(new Contraction.Gemm(1, 1, false, true), pooled, weight(g, "dense", 5, 6));
    Value rows = g.apply(new Indexing.OneHot(5, DType.FLOAT32), labels);
    Value losses = g.apply(new LossComposite.SoftmaxCrossEntropy(), logits, rows);
    Value loss = g.reduceMean(losses, List.of(0), false);
    g.output("loss", loss);
    List<Variable> variables = List.copyOf(parameters.keySet());
    List<Value> gradients = Gradients.of(g, loss, variables.stream().<Value>map(g::read).toList());
    for (int i = 0; i < variables.size(); i++) {
      Value value = g.read(variables.get(i));
      g.assign(variables.get(i), g.sub(value, g.mul(gradients.get(i), g.like(value, RATE))));
    }
    return g.build();
  }

  private Value weight(GraphBuilder g, String name, long... dims) {
    Shape shape = Shape.of(dims);
    double[] normals = new Philox(SEED, Philox.site(name)).normals((int) shape.size());
    return declare(g, name, Tensor.generate(DType.FLOAT32, shape, i -> 0.3 * normals[i]));
  }

  private Value constant(GraphBuilder g, String name, double value, long... dims) {
    return declare(g, name, Tensor.generate(DType.FLOAT32, Shape.of(dims), i -> value));
  }

  private Value declare(GraphBuilder g, String name, Tensor value) {
    Variable variable = new Variable(name, value.dtype(), value.shape(), Variable.Role.WEIGHT);
    parameters.put(variable, value);
    return g.read(variable);
  }
}
