package org.ash.conformance.rule;

import static org.ash.conformance.rule.ContractProgram.W;
import static org.ash.conformance.rule.ContractProgram.differs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Inputs, outputs, variables and nodes are named apart from each other, whatever an engine makes of
 * names.
 */
final class NamingRules {
  private static final Tensor X = Tensor.ofFloats(new float[] {10, 20}, 2);

  private NamingRules() {}

  static List<Rule> rules() {
    return List.of(
        Rule.required(
            "LIFE-names-apart",
            Level.LIFECYCLE,
            "An output may be named as an input, a variable or a node of its graph is.",
            trial -> {
              ContractRules.hold(trial, program(), "a graph that assigns", NamingRules::assigning);
              ContractRules.hold(trial, program(), "one that does not", NamingRules::evaluating);
            }));
  }

  /**
   * {@code step}, {@code x [2]}: {@code w := w + x}; outputs {@code w}, which is x, {@code x}, the
   * old w, and {@code mul = w + x}, {@code add = w x}. {@code eval}, {@code x [2]}: outputs {@code
   * x = w x} and {@code w = w + x}.
   */
  private static GraphModule program() {
    GraphBuilder step = new GraphBuilder("step");
    Value x = step.input("x", TensorType.of(DType.FLOAT32, 2));
    Value sum = step.add(step.read(W), x);
    step.output("w", x);
    step.output("x", step.read(W));
    step.output("mul", sum);
    step.output("add", step.mul(step.read(W), x));
    step.assign(W, sum);
    GraphBuilder eval = new GraphBuilder("eval");
    Value fed = eval.input("x", TensorType.of(DType.FLOAT32, 2));
    eval.output("x", eval.mul(eval.read(W), fed));
    eval.output("w", eval.add(eval.read(W), fed));
    return new GraphModule(
        "names",
        Map.of(W, ContractProgram.w()),
        Map.of("step", step.build(), "eval", eval.build()));
  }

  private static Optional<String> assigning(Executable executable) {
    Map<String, Tensor> results = executable.run("step", Map.of("x", X.copy()));
    return differs("output w", results.get("w"), X)
        .or(() -> differs("output x", results.get("x"), ContractProgram.w()))
        .or(() -> differs("output mul", results.get("mul"), sum()))
        .or(() -> differs("output add", results.get("add"), product()))
        .or(() -> differs("variable w", executable.read("w"), sum()));
  }

  private static Optional<String> evaluating(Executable executable) {
    Map<String, Tensor> results = executable.run("eval", Map.of("x", X.copy()));
    return differs("output x", results.get("x"), product())
        .or(() -> differs("output w", results.get("w"), sum()))
        .or(() -> differs("variable w", executable.read("w"), ContractProgram.w()));
  }

  private static Tensor sum() {
    return Tensor.ofFloats(new float[] {13, 16}, 2);
  }

  private static Tensor product() {
    return Tensor.ofFloats(new float[] {30, -80}, 2);
  }
}
