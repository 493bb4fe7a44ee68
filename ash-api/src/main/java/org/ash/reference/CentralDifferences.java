package org.ash.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.ash.ir.Graph;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Derivatives of a graph by central differences in float64: the judge of gradient rules and of
 * engines' gradient kernels, knowing nothing of either.
 *
 * <p>Fourth order: {@code f'(x) = (8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12h}. For
 * smooth functions of values of order 1 the result is right to about 1e-10; a kink within 2h of the
 * point makes it meaningless. Every element costs four evaluations.
 */
public final class CentralDifferences {
  /** Truncation, about h^4, and rounding, about 2^-52 / h, are then both near 1e-12. */
  public static final double STEP = 0x1p-10;

  private final Oracle oracle;
  private final Map<String, Tensor> feeds;
  private final Map<Variable, Tensor> variables;

  /**
   * At a point.
   *
   * @param graph what to differentiate, of any floating types
   * @param feeds a tensor for each input, as {@link Oracle} takes them
   * @param variables a value for each variable that is read
   */
  public CentralDifferences(
      Graph graph, Map<String, Tensor> feeds, Map<Variable, Tensor> variables) {
    this.oracle = new Oracle(graph);
    this.feeds = Map.copyOf(feeds);
    this.variables = Map.copyOf(variables);
  }

  /**
   * The gradient of {@code sum over i of upstream[i] * output[i]} with respect to an input.
   *
   * @param output name of a floating output
   * @param upstream a weight for each of its elements, any floating type
   * @param input name of a floating input
   * @return FLOAT64 of the shape of the input
   * @throws IllegalArgumentException when nothing of that name is fed
   */
  public Tensor ofInput(String output, Tensor upstream, String input) {
    return gradient(
        present(feeds, input),
        moved -> {
          Map<String, Tensor> changed = new HashMap<>(feeds);
          changed.put(input, moved);
          return oracle.evaluate(changed, variables).output(output);
        },
        upstream);
  }

  /** The gradient with respect to a variable; see {@link #ofInput}. */
  public Tensor ofVariable(String output, Tensor upstream, Variable variable) {
    return gradient(
        present(variables, variable),
        moved -> {
          Map<Variable, Tensor> changed = new HashMap<>(variables);
          changed.put(variable, moved);
          return oracle.evaluate(feeds, changed).output(output);
        },
        upstream);
  }

  private static <K> Tensor present(Map<K, Tensor> values, K key) {
    Tensor value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no value of " + key + "; given are " + values.keySet() + ".");
    }
    return value;
  }

  private static Tensor gradient(Tensor point, Function<Tensor, double[]> f, Tensor upstream) {
    Tensor moved = Tensor.of(DType.FLOAT64, point.shape(), point.toDoubles());
    Tensor gradient = Tensor.allocate(DType.FLOAT64, point.shape());
    for (int i = 0; i < point.size(); i++) {
      double x = point.get(i);
      double near = difference(f, moved, i, x, STEP, upstream);
      double far = difference(f, moved, i, x, 2 * STEP, upstream);
      moved.set(i, x);
      gradient.set(i, (8 * near - far) / (12 * STEP));
    }
    return gradient;
  }

  /** {@code sum of upstream * (f(x + h) - f(x - h))}, f subtracted first so that little cancels. */
  private static double difference(
      Function<Tensor, double[]> f, Tensor moved, int i, double x, double h, Tensor upstream) {
    moved.set(i, x + h);
    double[] above = f.apply(moved);
    moved.set(i, x - h);
    double[] below = f.apply(moved);
    double sum = 0;
    for (int j = 0; j < above.length; j++) {
      sum += upstream.get(j) * (above[j] - below[j]);
    }
    return sum;
  }
}
