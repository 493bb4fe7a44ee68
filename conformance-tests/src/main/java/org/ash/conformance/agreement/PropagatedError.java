package org.ash.conformance.agreement;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.Op;
import org.ash.ir.Variable;
import org.ash.reference.ErrorModel;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * The tolerance of composites, gradients and networks: how the tolerances of their primitives add
 * up at these very values.
 *
 * <p>The oracle evaluates the decomposed graph {@value #RUNS} times, every node off by a random
 * part of what {@link Tolerances} allows it; {@value #FACTOR} times the largest deviation seen is
 * allowed, which covers the orders in which engines compute what the decomposition does not fix.
 */
public final class PropagatedError {
  private static final int RUNS = 16;
  private static final int FACTOR = 4;

  private PropagatedError() {}

  /**
   * The largest absolute error of each element of each floating output and assignment.
   *
   * @param graph what is computed
   * @param feeds a tensor for each input
   * @param variables a value for each variable that is read
   * @param exact what the oracle computes without errors
   */
  public static Map<String, double[]> allowed(
      Graph graph,
      Map<String, Tensor> feeds,
      Map<Variable, Tensor> variables,
      Oracle.Outcome exact) {
    Oracle oracle = new Oracle(graph);
    Map<String, double[]> allowed = new LinkedHashMap<>();
    for (int run = 0; run < RUNS; run++) {
      Oracle.Outcome perturbed =
          oracle.evaluatePerturbed(feeds, variables, PropagatedError::errors, run);
      perturbed
          .outputs()
          .forEach(
              (name, tensor) ->
                  widen(allowed, name, tensor, exact.outputs().get(name), type(graph, name)));
    }
    return allowed;
  }

  private static DType type(Graph graph, String output) {
    return graph.outputs().get(output).type().dtype();
  }

  private static double[] errors(ErrorModel.Execution execution, int output) {
    Op op = execution.node().op();
    DType dtype = execution.node().output(output).type().dtype();
    return Tolerances.find(op)
        .orElseThrow(() -> new IllegalStateException("No tolerance for " + op.name() + "."))
        .allowed(execution, output, Precision.of(dtype));
  }

  private static void widen(
      Map<String, double[]> allowed, String name, Tensor perturbed, Tensor exact, DType dtype) {
    double[] widest = allowed.computeIfAbsent(name, key -> new double[exact.size()]);
    if (!dtype.isFloating()) {
      return;
    }
    Precision precision = Precision.of(dtype);
    for (int i = 0; i < widest.length; i++) {
      double spread = Math.abs(perturbed.get(i) - exact.get(i));
      double rounding = precision.ulp(exact.get(i)) + precision.smallestNormal();
      if (Double.isFinite(spread)) {
        widest[i] = Math.max(widest[i], FACTOR * spread + rounding);
      }
    }
  }
}
