package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphRewriter;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * The exponential moving average of the weights, and of the running statistics, so that both fit
 * each other: after step t, counted from 0, {@code average += (1 - d)(weight - average)} with
 * {@code d = min(decay, (1 + t) / (10 + t))}, as TensorFlow's ExponentialMovingAverage: the first
 * steps, which begin at random weights, soon do not count any more.
 */
final class WeightAverage {
  /** Input of the graph that updates: {@code 1 - d}. */
  static final String SHARE = "averageShare";

  private static final String PREFIX = "average.";

  private final Map<Variable, Variable> averages = new LinkedHashMap<>();

  /** Of these variables. */
  WeightAverage(List<Variable> variables) {
    for (Variable variable : variables) {
      averages.put(
          variable,
          new Variable(
              nameFor(variable.name()),
              variable.dtype(),
              variable.shape(),
              Variable.Role.OPTIMIZER));
    }
  }

  /** Name of the average of a variable. */
  static String nameFor(String variable) {
    return PREFIX + variable;
  }

  /** What the weights after a step are to the average. */
  static double share(double decay, long step) {
    return 1 - Math.min(decay, (1.0 + step) / (10.0 + step));
  }

  /** The averages by what they are averages of. */
  Map<Variable, Variable> averages() {
    return averages;
  }

  /** The averages with their first values, those of the weights. */
  Map<Variable, Tensor> initialValues(Map<Variable, Tensor> weights) {
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    averages.forEach((weight, average) -> values.put(average, weights.get(weight)));
    return values;
  }

  /** Writes the step of the averages, behind all other assignments of the graph. */
  void write(Update update) {
    GraphBuilder g = update.graph();
    Value share = g.input(SHARE, TensorType.of(DType.FLOAT32));
    averages.forEach(
        (weight, average) -> {
          Value before = g.read(average);
          Value now = g.assigned(weight).orElseGet(() -> g.read(weight));
          Value next = g.add(before, g.mul(g.sub(now, before), share));
          g.assign(average, update.guard(next, before));
        });
  }

  /** The graph over the averages instead of what they are averages of. */
  Graph of(Graph graph) {
    return GraphRewriter.withVariables(
        graph, variable -> averages.getOrDefault(variable, variable));
  }
}
