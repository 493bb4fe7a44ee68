package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.CustomOp;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.Operands;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendProvider;
import org.ash.spi.Executable;
import org.ash.spi.Probe;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** A provider introduces itself, its backend covers every operator, and its claims are true. */
final class StructureRules {
  private StructureRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        rule(
            "STRUCT-provider",
            "The provider has a short lower-case name and this version of the contract.",
            trial -> trial.hold("provider", () -> introduction(trial.provider()))));
    rules.add(
        rule(
            "STRUCT-probe",
            "The probe never throws and names an engine version and a device, again and again.",
            StructureRules::probe));
    rules.add(
        rule(
            "STRUCT-backend",
            "An open backend has the name of its provider, a version and a device.",
            trial -> trial.hold("backend", () -> self(trial.provider(), trial.backend()))));
    rules.add(
        rule(
            "STRUCT-custom-operator",
            "A composite that nobody knows runs by its decomposition.",
            trial ->
                trial.judge(
                    "Cube",
                    () ->
                        trial
                            .examiner()
                            .examine(
                                custom(),
                                Map.of("x", Tensor.ofFloats(new float[] {2, -3}, 2)),
                                Map.of()))));
    rules.add(
        rule(
            "STRUCT-refusal",
            "A graph with an operator that is not supported is refused when it is loaded.",
            StructureRules::refusal));
    for (Class<? extends Op> op : OperatorSweeps.operators()) {
      rules.add(
          rule(
              "STRUCT-" + op.getSimpleName(),
              op.getSimpleName() + " is supported or decomposed.",
              trial -> covered(trial, OperatorSweeps.of(op).values().get(0))));
    }
    return rules;
  }

  private static Rule rule(String id, String sentence, RuleCheck check) {
    return Rule.required(id, Level.STRUCTURE, sentence, check);
  }

  private static Optional<String> introduction(BackendProvider provider) {
    String name = provider.name();
    if (name == null || !name.matches("[a-z][a-z0-9-]*")) {
      return Optional.of("the name is '" + name + "', expected lower-case letters and digits");
    }
    return provider.spiVersion() == BackendProvider.SPI_VERSION
        ? Optional.empty()
        : Optional.of("it was built for version " + provider.spiVersion() + " of the contract");
  }

  private static void probe(Trial trial) {
    for (int time = 1; time <= 2; time++) {
      trial.hold(
          "probe " + time,
          () -> {
            Probe probe = trial.provider().probe();
            if (probe instanceof Probe.Available available) {
              boolean complete =
                  available.engineVersion() != null && !available.devices().isEmpty();
              return complete ? Optional.empty() : Optional.of("it answers " + available);
            }
            return Optional.of("it opened, but its probe answers " + probe);
          });
    }
  }

  private static Optional<String> self(BackendProvider provider, Backend backend) {
    if (!provider.name().equals(backend.name())) {
      return Optional.of("the backend of '" + provider.name() + "' says '" + backend.name() + "'");
    }
    if (backend.engineVersion() == null || backend.device() == null) {
      return Optional.of(
          "engine version " + backend.engineVersion() + ", device " + backend.device());
    }
    return Optional.empty();
  }

  private static void covered(Trial trial, OperatorCase operatorCase) {
    trial.hold(operatorCase.label(), () -> trial.examiner().unsupported(operatorCase.graph()));
  }

  /** One refusal for each operator that has a case which is not supported. */
  private static void refusal(Trial trial) {
    for (Class<? extends Op> op : OperatorSweeps.operators()) {
      OperatorSweeps.of(op).values().stream()
          .filter(candidate -> trial.examiner().unsupported(candidate.graph()).isPresent())
          .findFirst()
          .ifPresent(
              refused ->
                  trial.hold(
                      op.getSimpleName() + " " + refused.label(),
                      () -> loads(trial.backend(), refused.graph())));
    }
    trial.skip("operators that are supported in every case");
  }

  private static Optional<String> loads(Backend backend, Graph graph) {
    GraphModule module = new GraphModule("refused", Map.of(), Map.of(graph.name(), graph));
    try (Executable executable = backend.load(module)) {
      return Optional.of("it says that it does not support it, and loads " + executable.module());
    } catch (BackendException expected) {
      return Optional.empty();
    }
  }

  /** {@code x x x}, known to no backend. */
  private record Cube() implements CustomOp {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(1).expectFloating().type(0));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      return List.of(g.mul(g.mul(x, x), x));
    }
  }

  private static Graph custom() {
    GraphBuilder g = new GraphBuilder("custom");
    g.output("y", g.apply(new Cube(), g.input("x", TensorType.of(DType.FLOAT32, 2))));
    return g.build();
  }
}
