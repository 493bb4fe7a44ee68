package org.ash.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.reference.CentralDifferences;
import org.ash.reference.Computation;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Compares gradients written by {@link Gradients} with central differences, both in float64, of
 * first and of second order.
 */
final class GradientCheck {
  /**
   * Central differences of the functions used here are right to about 1e-9 of the largest value.
   */
  private static final double TOLERANCE = 1e-8;

  private static final Tensor ONE = Computation.scalar(1);

  private final GraphBuilder graph = new GraphBuilder("check");
  private final Map<String, Tensor> feeds = new HashMap<>();
  private final List<Value> floating = new ArrayList<>();
  private final long seed;

  private GradientCheck(long seed) {
    this.seed = seed;
  }

  /** The gradient of a random sum of all results with respect to all floating inputs. */
  static void firstOrder(
      long seed, BiFunction<GraphBuilder, List<Value>, List<Value>> writing, Tensor... inputs) {
    GradientCheck check = new GradientCheck(seed);
    Value loss = check.loss(writing, inputs);
    check.compare(loss);
  }

  /** The gradient of a random sum of the first-order gradients. */
  static void secondOrder(
      long seed, BiFunction<GraphBuilder, List<Value>, List<Value>> writing, Tensor... inputs) {
    GradientCheck check = new GradientCheck(seed);
    Value loss = check.loss(writing, inputs);
    check.compare(check.randomSum(Gradients.of(check.graph, loss, check.floating), "v"));
  }

  private Value loss(BiFunction<GraphBuilder, List<Value>, List<Value>> writing, Tensor... inputs) {
    List<Value> x = new ArrayList<>();
    for (Tensor input : inputs) {
      x.add(feed("x" + x.size(), input));
    }
    x.stream().filter(value -> value.type().dtype().isFloating()).forEach(floating::add);
    return randomSum(writing.apply(graph, x), "w");
  }

  private Value feed(String name, Tensor tensor) {
    feeds.put(name, tensor);
    return graph.input(name, new TensorType(tensor.dtype(), SymbolicShape.of(tensor.shape())));
  }

  private Value randomSum(List<Value> values, String prefix) {
    Value total = graph.scalar(DType.FLOAT64, 0);
    for (Value value : values) {
      if (value.type().dtype().isFloating()) {
        String name = prefix + values.indexOf(value);
        long[] dims = value.type().shape().toShape().dims();
        Value weights = feed(name, Computation.normal(seed, name, dims));
        Value product = graph.mul(graph.cast(value, DType.FLOAT64), weights);
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < dims.length; axis++) {
          axes.add(axis);
        }
        total = graph.add(total, graph.reduceSum(product, axes, false));
      }
    }
    return total;
  }

  private void compare(Value loss) {
    graph.output("loss", loss);
    List<Value> gradients = Gradients.of(graph, loss, floating);
    for (int i = 0; i < floating.size(); i++) {
      graph.output("gradient of " + floating.get(i).name(), gradients.get(i));
    }
    Graph built = graph.build();
    Oracle.Outcome outcome = Oracle.evaluate(built, feeds, Map.of());
    CentralDifferences differences = new CentralDifferences(built, feeds, Map.of());
    for (Value input : floating) {
      double[] written = outcome.output("gradient of " + input.name());
      double[] measured = differences.ofInput("loss", ONE, input.name()).toDoubles();
      double scale = 1;
      for (double value : measured) {
        scale = Math.max(scale, Math.abs(value));
      }
      assertEquals(
          0,
          Computation.largestDifference(written, measured) / scale,
          TOLERANCE,
          "gradient with respect to " + input + ", seed " + seed + "\n" + built);
    }
  }
}
