package org.ash.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.ir.Variable;

/**
 * Variables that an optimizer updates as one: a weight by itself; biases, scales and activation
 * scalars, of which a deep network has hundreds of a few numbers each, joined into one vector.
 * Their operators would otherwise cost more than their arithmetic.
 *
 * @param name names the optimizer's slots
 * @param variables the variables, joined in this order when there are several
 * @param gradient their gradient, clipped
 * @param decay their weight decay, 0 for none
 * @param rateFactor what the learning rate is multiplied by for them
 */
public record Updated(
    String name, List<Variable> variables, Value gradient, double decay, double rateFactor) {

  /** Copies the list. */
  public Updated {
    variables = List.copyOf(variables);
  }

  /**
   * Joins what can be joined: variables of rank 0 and 1 that are treated alike.
   *
   * @param gradients the gradient of each variable
   * @param treatment how a variable is treated
   */
  static List<Updated> of(
      GraphBuilder g, Map<Variable, Value> gradients, Function<Variable, Treatment> treatment) {
    List<Updated> all = new ArrayList<>();
    Map<Treatment, List<Variable>> vectors = new LinkedHashMap<>();
    gradients.forEach(
        (variable, gradient) -> {
          Treatment own = treatment.apply(variable);
          if (variable.shape().rank() > 1) {
            all.add(new Updated(variable.name(), List.of(variable), gradient, own));
          } else {
            vectors.computeIfAbsent(own, key -> new ArrayList<>()).add(variable);
          }
        });
    vectors.forEach(
        (own, variables) -> {
          Value joined = join(g, variables.stream().map(gradients::get).toList());
          String name = own.label().isEmpty() ? "vectors" : "vectors." + own.label();
          all.add(new Updated(name, variables, joined, own));
        });
    return all;
  }

  private Updated(String name, List<Variable> variables, Value gradient, Treatment treatment) {
    this(name, variables, gradient, treatment.decay(), treatment.rateFactor());
  }

  /** The same with another gradient, of the same type. */
  Updated withGradient(Value other) {
    return new Updated(name, variables, other, decay, rateFactor);
  }

  /** The values before the step, shaped as the gradient. */
  public Value value(GraphBuilder g) {
    List<Value> values = variables.stream().map(g::read).toList();
    return single() ? values.get(0) : join(g, values);
  }

  /** Assigns each variable its value minus its part of the change, which is shaped as gradient. */
  public void subtract(GraphBuilder g, Value change) {
    long from = 0;
    for (Variable variable : variables) {
      Value part = change;
      if (!single()) {
        long to = from + variable.shape().size();
        Value slice = g.apply(Shaping.Slice.of(0, from, to, 1), change);
        part = g.reshape(slice, SymbolicShape.of(variable.shape()));
        from = to;
      }
      g.assign(variable, g.sub(g.read(variable), part));
    }
  }

  private boolean single() {
    return variables.get(0).shape().rank() > 1;
  }

  private static Value join(GraphBuilder g, List<Value> values) {
    Value[] parts =
        values.stream()
            .map(value -> g.reshape(value, SymbolicShape.of(value.type().shape().size())))
            .toArray(Value[]::new);
    return parts.length == 1 ? parts[0] : g.apply(new Shaping.Concat(0), parts);
  }
}
