package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ash.autodiff.Gradients;
import org.ash.conformance.operator.OperatorCase;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Value;
import org.ash.reference.Oracle;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * The gradients of one operator: of the sum of some of its floating results, each element weighted,
 * with respect to its floating operands.
 *
 * @param label for people, unique among an operator's cases
 * @param graph inputs x0, x1, ... and the weights; outputs {@code loss} and, for operand 0, {@code
 *     dx0}
 * @param feeds a tensor for each input
 * @param operands names of the operands that have gradients
 */
record GradientCase(String label, Graph graph, Map<String, Tensor> feeds, List<String> operands) {
  private static final long SEED = 11;

  /**
   * The case of all floating results; where there are several, another of the first alone: networks
   * differentiate through that one only, and differentiation may take a shorter way then.
   */
  static List<GradientCase> of(OperatorCase operatorCase) {
    long floating =
        operatorCase.graph().outputs().values().stream()
            .filter(result -> result.type().dtype().isFloating())
            .count();
    GradientCase all = of(operatorCase, operatorCase.label(), floating);
    return floating == 1
        ? List.of(all)
        : List.of(all, of(operatorCase, operatorCase.label() + ", first result alone", 1));
  }

  private static GradientCase of(OperatorCase operatorCase, String label, long results) {
    GraphBuilder g = new GraphBuilder("gradients");
    Map<String, Tensor> feeds = new LinkedHashMap<>(operatorCase.feeds());
    Value[] inputs = new Value[operatorCase.types().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = g.input("x" + i, operatorCase.types().get(i));
    }
    Graph forward = operatorCase.graph();
    List<Value> terms = new ArrayList<>();
    for (Value result : g.applyAll("node", operatorCase.op(), List.of(inputs))) {
      if (result.type().dtype().isFloating() && terms.size() < results) {
        String name = "weight" + terms.size();
        Value weight = g.input(name, result.type());
        feeds.put(name, weight(operatorCase, forward, terms.size(), result.type().dtype()));
        List<Integer> axes = IntStream.range(0, result.type().rank()).boxed().toList();
        terms.add(g.reduceSum(g.mul(weight, result), axes, false));
      }
    }
    Value loss = terms.stream().reduce(g::add).orElseThrow();
    g.output("loss", loss);
    List<Value> differentiated = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].type().dtype().isFloating()) {
        differentiated.add(inputs[i]);
        names.add("x" + i);
      }
    }
    List<Value> gradients = Gradients.of(g, loss, differentiated);
    for (int i = 0; i < gradients.size(); i++) {
      g.output("d" + names.get(i), gradients.get(i));
    }
    return new GradientCase(label, g.build(), feeds, names);
  }

  /** Normal numbers of the shape that the result has for these operands. */
  private static Tensor weight(OperatorCase operatorCase, Graph forward, int index, DType dtype) {
    Map<String, Tensor> results =
        Oracle.evaluate(forward, operatorCase.feeds(), Map.of()).outputs();
    Shape shape =
        results.values().stream()
            .filter(result -> result.dtype().isFloating())
            .toList()
            .get(index)
            .shape();
    return Tensor.of(dtype, shape, new Philox(SEED, index).normals((int) shape.size()));
  }
}
