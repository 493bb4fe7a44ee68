package org.ash.dl4j.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ash.dl4j.kernel.ConvolutionKernels;
import org.ash.ir.Convolution;
import org.ash.ir.Graph;
import org.ash.ir.Node;
import org.ash.ir.Value;
import org.ash.ir.Window;

/** Makes one instruction of several where one kernel computes them together. */
final class Fusion {
  private final Graph graph;
  private final UnaryOperator<Value> root;
  private final List<Instruction> instructions;

  private Fusion(List<Instruction> instructions, Graph graph, UnaryOperator<Value> root) {
    this.instructions = new ArrayList<>(instructions);
    this.graph = graph;
    this.root = root;
  }

  /**
   * The instructions with those replaced that can be computed together.
   *
   * @param root the value in whose memory a value lies
   */
  static List<Instruction> apply(
      List<Instruction> instructions, Graph graph, UnaryOperator<Value> root) {
    Fusion fusion = new Fusion(instructions, graph, root);
    fusion.joinConvolutionGradients();
    return fusion.instructions;
  }

  /** Both gradients of a convolution share what oneDNN makes of dy. */
  private void joinConvolutionGradients() {
    Map<Value, Instruction> byResult = new HashMap<>();
    instructions.forEach(i -> i.outputs().forEach(output -> byResult.put(output, i)));
    Set<Instruction> joined = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Convolution.ConvWeightGradient gradient
          && ConvolutionKernels.takesBothGradients(
              gradient.window(), node.input(0).type().dtype())) {
        Instruction ofWeight = byResult.get(node.output(0));
        partner(node, gradient, byResult).stream()
            .filter(ofInput -> !joined.contains(ofInput))
            .findFirst()
            .ifPresent(
                ofInput -> {
                  joined.add(ofInput);
                  join(gradient.window(), ofInput, ofWeight);
                });
      }
    }
  }

  /** Instructions of the gradient with respect to the same convolution's input. */
  private List<Instruction> partner(
      Node weightGradient,
      Convolution.ConvWeightGradient gradient,
      Map<Value, Instruction> byResult) {
    Value x = weightGradient.input(0);
    Value dy = weightGradient.input(1);
    List<Instruction> partners = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Convolution.ConvInputGradient other
          && other.window().equals(gradient.window())
          && root.apply(node.input(0)).equals(root.apply(dy))
          && other.inputShape().equals(x.type().shape())
          && node.input(1).type().shape().equals(weightGradient.output(0).type().shape())) {
        partners.add(byResult.get(node.output(0)));
      }
    }
    return partners;
  }

  private void join(Window window, Instruction ofInput, Instruction ofWeight) {
    Value x = ofWeight.inputs().get(0);
    Value w = ofInput.inputs().get(1);
    Value dy = ofWeight.inputs().get(1);
    int at = Math.min(instructions.indexOf(ofInput), instructions.indexOf(ofWeight));
    if (!isKnownBefore(x, at) || !isKnownBefore(w, at)) {
      return;
    }
    Instruction both =
        new Instruction(
            "ConvGradients",
            ofInput.name(),
            List.of(x, w, dy),
            List.of(ofInput.outputs().get(0), ofWeight.outputs().get(0)),
            (in, out, scope) -> ConvolutionKernels.gradients(window, in, out, scope),
            input -> false);
    instructions.set(at, both);
    instructions.remove(ofInput);
    instructions.remove(ofWeight);
  }

  private boolean isKnownBefore(Value value, int at) {
    Value memory = root.apply(value);
    return instructions.subList(at, instructions.size()).stream()
        .noneMatch(instruction -> instruction.outputs().contains(memory));
  }
}
