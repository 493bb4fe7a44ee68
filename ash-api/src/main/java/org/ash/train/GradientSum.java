package org.ash.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Adds up the gradients of the parts of a step, in variables that are of no use between steps and
 * so are not saved.
 */
final class GradientSum {
  /** Input of the graph that adds: 0 for the first part of a step, 1 for the others. */
  static final String KEEP = "keep";

  private static final String LOSS = "loss";
  private static final String CORRECT = "correct";

  private final int parts;
  private final Map<Variable, Tensor> variables = new LinkedHashMap<>();

  GradientSum(int parts) {
    this.parts = parts;
  }

  /** The sums with their first values. */
  Map<Variable, Tensor> variables() {
    return variables;
  }

  /** Adds what a part gives: its mean loss, how many were right, its gradients. */
  void add(GraphBuilder g, Value loss, Value correct, List<Updated> gradients) {
    Value keep = g.input(KEEP, TensorType.of(DType.FLOAT32));
    add(g, LOSS, loss, keep);
    add(g, CORRECT, correct, keep);
    gradients.forEach(updated -> add(g, "gradient." + updated.name(), updated.gradient(), keep));
  }

  private void add(GraphBuilder g, String name, Value value, Value keep) {
    Variable sum = variable(name, value.type());
    variables.put(sum, Tensor.allocate(sum.dtype(), sum.shape()));
    g.assign(sum, g.add(g.mul(g.read(sum), keep), value));
  }

  /** The mean loss of the parts, which are of one size. */
  Value loss(GraphBuilder g, Value like) {
    return mean(g, variable(LOSS, like.type()));
  }

  /** How many were right. */
  Value correct(GraphBuilder g, Value like) {
    return g.read(variable(CORRECT, like.type()));
  }

  /** The gradients of the mean loss. */
  List<Updated> gradients(GraphBuilder g, List<Updated> like) {
    List<Updated> means = new ArrayList<>();
    for (Updated updated : like) {
      Variable sum = variable("gradient." + updated.name(), updated.gradient().type());
      means.add(updated.withGradient(mean(g, sum)));
    }
    return means;
  }

  private Value mean(GraphBuilder g, Variable sum) {
    Value read = g.read(sum);
    return g.mul(read, g.like(read, 1.0 / parts));
  }

  private static Variable variable(String name, TensorType type) {
    return new Variable(
        "sum." + name, type.dtype(), type.shape().toShape(), Variable.Role.OPTIMIZER);
  }
}
