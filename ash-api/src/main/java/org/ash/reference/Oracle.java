package org.ash.reference;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.Graph;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.spi.Feeds;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Evaluates a graph in float64 and gives the results unrounded, whatever the declared floating
 * types: what engines are judged by.
 *
 * <p>Where a FLOAT32 tensor is declared, a FLOAT64 one is taken, too, and not rounded; so results
 * of one evaluation can go into the next, and central differences work on FLOAT32 graphs. Integers
 * and BOOL are exact. Cast between floating types does not round.
 */
public final class Oracle {
  private final Graph graph;
  private final Evaluator evaluator;

  /** For a graph, its composites computed by their formulas. */
  public Oracle(Graph graph) {
    this.graph = graph;
    this.evaluator = new Evaluator(graph, node -> true);
  }

  /**
   * What an evaluation gives: FLOAT64 tensors for every floating type, exact ones for the others.
   *
   * @param outputs by name
   * @param assignments new value of each variable that the graph assigns
   */
  public record Outcome(Map<String, Tensor> outputs, Map<Variable, Tensor> assignments) {
    /** Keeps the maps from being changed. */
    public Outcome {
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
      assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
    }

    /**
     * The elements of one output.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public double[] output(String name) {
      Tensor tensor = outputs.get(name);
      if (tensor == null) {
        throw new IllegalArgumentException(
            "No output '" + name + "'; there are " + outputs.keySet() + ".");
      }
      return tensor.toDoubles();
    }
  }

  /**
   * Evaluates a graph once.
   *
   * @param graph what to evaluate
   * @param feeds a tensor for each input
   * @param variables a value for each variable that is read; those that are not read are ignored
   * @throws IllegalArgumentException when a feed or a variable is missing or does not fit
   */
  public static Outcome evaluate(
      Graph graph, Map<String, Tensor> feeds, Map<Variable, Tensor> variables) {
    return new Oracle(graph).evaluate(feeds, variables);
  }

  /** Evaluates the graph; see {@link #evaluate(Graph, Map, Map)}. */
  public Outcome evaluate(Map<String, Tensor> feeds, Map<Variable, Tensor> variables) {
    return evaluate(evaluator, feeds, variables, Optional.empty());
  }

  /**
   * Evaluates the graph as an engine with float32 rounding might: every composite decomposed, each
   * floating result of a node multiplied by {@code 1 + 2^-24 r}, r uniform in [-1, 1) and keyed by
   * the seed ({@link ErrorModel#FLOAT32}). Give each step of a training another seed.
   */
  public Outcome evaluatePerturbed(
      Map<String, Tensor> feeds, Map<Variable, Tensor> variables, long seed) {
    return evaluatePerturbed(feeds, variables, ErrorModel.FLOAT32, seed);
  }

  /**
   * Evaluates the graph as an engine might that is off by up to a given error in each node: every
   * composite decomposed, to each floating result {@code r} times its largest error added, r
   * uniform in [-1, 1) and keyed by the seed.
   */
  public Outcome evaluatePerturbed(
      Map<String, Tensor> feeds, Map<Variable, Tensor> variables, ErrorModel model, long seed) {
    Evaluator parts = new Evaluator(graph, node -> false);
    return evaluate(parts, feeds, variables, Optional.of(new Perturbation(model, seed)));
  }

  private Outcome evaluate(
      Evaluator chosen,
      Map<String, Tensor> feeds,
      Map<Variable, Tensor> variables,
      Optional<Perturbation> perturbation) {
    Map<String, Tensor> declared = new LinkedHashMap<>(feeds);
    Map<String, NdArray> inputs = new HashMap<>();
    for (Value.Input input : graph.inputs()) {
      declared.computeIfPresent(input.name(), (name, feed) -> asDeclared(feed, input.type()));
    }
    Map<String, Long> bindings = Feeds.bind(graph, declared);
    for (Value.Input input : graph.inputs()) {
      inputs.put(input.name(), NdArray.of(feeds.get(input.name()), input.type().dtype()));
    }
    Map<Variable, NdArray> state = new HashMap<>();
    for (Variable variable : graph.variables()) {
      Tensor value = variables.get(variable);
      if (value != null) {
        state.put(variable, checked(variable, value));
      }
    }
    for (Value leaf : graph.leaves()) {
      if (leaf instanceof Value.VariableRead read && !state.containsKey(read.variable())) {
        throw new IllegalArgumentException(
            "Graph '" + graph.name() + "' reads " + read.variable() + ", which has no value.");
      }
    }
    Evaluator.Results results = chosen.run(bindings, inputs, state, perturbation);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    results.outputs().forEach((name, array) -> outputs.put(name, array.exact()));
    Map<Variable, Tensor> assignments = new LinkedHashMap<>();
    results.assignments().forEach((variable, array) -> assignments.put(variable, array.exact()));
    return new Outcome(outputs, assignments);
  }

  /** A stand-in of the declared type for the check of shapes when a FLOAT64 tensor is fed. */
  private static Tensor asDeclared(Tensor feed, TensorType type) {
    return accepts(type.dtype(), feed.dtype()) ? Tensor.allocate(type.dtype(), feed.shape()) : feed;
  }

  private static NdArray checked(Variable variable, Tensor value) {
    if (!accepts(variable.dtype(), value.dtype()) || !value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "Variable " + variable + " cannot be " + value.dtype() + " " + value.shape() + ".");
    }
    return NdArray.of(value, variable.dtype());
  }

  private static boolean accepts(DType declared, DType given) {
    return given == declared || (given == DType.FLOAT64 && declared.isFloating());
  }
}
