package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.agreement.Comparison;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.conformance.agreement.Precision;
import org.ash.conformance.agreement.PropagatedError;
import org.ash.conformance.agreement.Tolerance;
import org.ash.conformance.agreement.Tolerances;
import org.ash.conformance.operator.OperatorCase;
import org.ash.ir.CompositeOp;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.reference.ErrorModel;
import org.ash.reference.Oracle;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Runs graphs on a backend and by the oracle, and compares. */
public final class Examiner {
  private final Backend backend;

  /** Of a backend that is open. */
  public Examiner(Backend backend) {
    this.backend = backend;
  }

  /** One operator; a primitive by its own tolerance, a composite by those of its parts. */
  public Examination examine(OperatorCase operatorCase) {
    return examine(operatorCase, Map.of());
  }

  /**
   * One operator, held to given results instead of the oracle's, as closely.
   *
   * @param pinned true outputs by name; the oracle's where there is none
   */
  public Examination examine(OperatorCase operatorCase, Map<String, Tensor> pinned) {
    Graph graph = operatorCase.graph();
    Node node = graph.nodes().get(0);
    Optional<Tolerance> tolerance = Tolerances.find(operatorCase.op());
    Allowed allowed =
        tolerance.isPresent()
            ? (exact, feeds) -> ofPrimitive(node, tolerance.get(), feeds, exact)
            : (exact, feeds) -> PropagatedError.allowed(graph, feeds, Map.of(), exact);
    Examination outcome = examine(graph, operatorCase.feeds(), Map.of(), allowed, pinned);
    return outcome instanceof Examination.Disagrees disagrees
        ? disagrees.about(operatorCase.op() + " of " + operatorCase.types())
        : outcome;
  }

  /** A graph, by the tolerances of its primitives as they add up. */
  public Examination examine(
      Graph graph, Map<String, Tensor> feeds, Map<Variable, Tensor> variables) {
    return examine(
        graph,
        feeds,
        variables,
        (exact, fed) -> PropagatedError.allowed(graph, fed, variables, exact),
        Map.of());
  }

  /**
   * A graph as the backend computes it beside the same graph of primitives alone, on the same
   * backend; each may be off by the tolerances of the primitives, so that they may be twice as far
   * apart.
   */
  public Examination compareWithDecomposition(Graph graph, Map<String, Tensor> feeds) {
    Graph primitive = GraphRewriter.decompose(graph, node -> false);
    Optional<String> missing = unsupported(graph).or(() -> unsupported(primitive));
    if (missing.isPresent()) {
      return new Examination.Unsupported(missing.get());
    }
    Map<String, Tensor> whole;
    Map<String, Tensor> parts;
    try {
      whole = run(graph, feeds, Map.of());
      parts = run(primitive, feeds, Map.of());
    } catch (RuntimeException | LinkageError failure) {
      return new Examination.Disagrees(ErrorHistogram.empty(), "it threw " + failure);
    }
    return compareTwo(graph, feeds, Map.of(), whole, parts);
  }

  /**
   * Two results of a graph, each of which may be off by the tolerances of its primitives, so that
   * they may be twice as far apart.
   */
  static Examination compareTwo(
      Graph graph,
      Map<String, Tensor> feeds,
      Map<Variable, Tensor> variables,
      Map<String, Tensor> one,
      Map<String, Tensor> other) {
    Oracle.Outcome exact = Oracle.evaluate(graph, feeds, variables);
    Map<String, double[]> allowed = PropagatedError.allowed(graph, feeds, variables, exact);
    allowed.replaceAll((name, each) -> Arrays.stream(each).map(error -> 2 * error).toArray());
    return compare(graph, feeds, one, other, allowed);
  }

  private Map<String, Tensor> run(
      Graph graph, Map<String, Tensor> feeds, Map<Variable, Tensor> variables) {
    GraphModule module = new GraphModule("conformance", variables, Map.of(graph.name(), graph));
    try (Executable executable = backend.load(module)) {
      return executable.run(graph.name(), feeds);
    }
  }

  /** The largest absolute error of each element of each output. */
  @FunctionalInterface
  private interface Allowed {
    Map<String, double[]> of(Oracle.Outcome exact, Map<String, Tensor> feeds);
  }

  private Examination examine(
      Graph graph,
      Map<String, Tensor> feeds,
      Map<Variable, Tensor> variables,
      Allowed allowed,
      Map<String, Tensor> pinned) {
    Optional<String> unsupported = unsupported(graph);
    if (unsupported.isPresent()) {
      return new Examination.Unsupported(unsupported.get());
    }
    Map<String, Tensor> actual;
    try {
      actual = run(graph, feeds, variables);
    } catch (RuntimeException | LinkageError failure) {
      return new Examination.Disagrees(ErrorHistogram.empty(), "it threw " + failure);
    }
    Oracle.Outcome exact = Oracle.evaluate(graph, feeds, variables);
    Map<String, Tensor> outputs = new LinkedHashMap<>(exact.outputs());
    outputs.putAll(pinned);
    return compare(graph, feeds, actual, outputs, allowed.of(exact, feeds));
  }

  private static Examination compare(
      Graph graph,
      Map<String, Tensor> feeds,
      Map<String, Tensor> actual,
      Map<String, Tensor> exact,
      Map<String, double[]> allowed) {
    ErrorHistogram histogram = ErrorHistogram.empty();
    Optional<String> worst = Optional.empty();
    List<ComparedElement> elements = new ArrayList<>();
    boolean misshapen = false;
    if (!actual.keySet().equals(graph.outputs().keySet())) {
      misshapen = true;
      worst = Optional.of("it gave " + actual.keySet() + ", not " + graph.outputs().keySet());
    }
    for (Map.Entry<String, Tensor> entry : exact.entrySet()) {
      String name = entry.getKey();
      Value promised = graph.outputs().get(name);
      Tensor given = actual.get(name);
      if (given == null) {
        continue;
      }
      if (given.dtype() != promised.type().dtype()
          || !given.shape().equals(entry.getValue().shape())) {
        misshapen = true;
        worst =
            Optional.of(
                String.format(
                    "%s is %s %s, expected %s %s",
                    name,
                    given.dtype(),
                    given.shape(),
                    promised.type().dtype(),
                    entry.getValue().shape()));
        continue;
      }
      boolean bitwise =
          promised instanceof Value.Result result && Tolerances.isMovement(result.node().op());
      Comparison comparison =
          Comparison.of(name, given, entry.getValue(), allowed.get(name), bitwise);
      histogram = histogram.plus(histogram(graph, feeds, comparison));
      List<ComparedElement> wrong =
          comparison.disagreements().stream()
              .map(element -> OperandElements.complete(graph, feeds, element))
              .toList();
      elements.addAll(wrong);
      worst = worst.or(() -> wrong.stream().findFirst().map(ComparedElement::toString));
    }
    return worst.isPresent()
        ? new Examination.Disagrees(histogram, "", worst.get(), misshapen ? List.of() : elements)
        : new Examination.Agrees(histogram);
  }

  private static ErrorHistogram histogram(
      Graph graph, Map<String, Tensor> feeds, Comparison comparison) {
    return comparison
        .histogram()
        .at(
            comparison
                .worst()
                .map(element -> OperandElements.complete(graph, feeds, element).place())
                .orElse(""));
  }

  private static Map<String, double[]> ofPrimitive(
      Node node, Tolerance tolerance, Map<String, Tensor> feeds, Oracle.Outcome exact) {
    List<Tensor> inputs = List.copyOf(feeds.values());
    Map<String, double[]> allowed = new LinkedHashMap<>();
    int output = 0;
    for (Map.Entry<String, Tensor> entry : exact.outputs().entrySet()) {
      boolean floating = node.output(output).type().dtype().isFloating();
      allowed.put(
          entry.getKey(),
          floating
              ? tolerance.allowed(
                  new Single(node, inputs, List.copyOf(exact.outputs().values())),
                  output,
                  Precision.of(node.output(output).type().dtype()))
              : new double[entry.getValue().size()]);
      output++;
    }
    return allowed;
  }

  private record Single(Node node, List<Tensor> inputs, List<Tensor> outputs)
      implements ErrorModel.Execution {
    @Override
    public Tensor input(int index) {
      return inputs.get(index);
    }

    @Override
    public Tensor output(int index) {
      return outputs.get(index);
    }
  }

  /** The first operator, composites that are not claimed decomposed, that is not supported. */
  public Optional<String> unsupported(Graph graph) {
    Graph claimed =
        GraphRewriter.decompose(graph, node -> backend.supports(node.op(), node.inputTypes()));
    return claimed.nodes().stream()
        .filter(node -> !(node.op() instanceof CompositeOp))
        .filter(node -> !backend.supports(node.op(), node.inputTypes()))
        .findFirst()
        .map(node -> "it does not support " + node.op() + " of " + node.inputTypes());
  }
}
