package org.ash.conformance.rule;

import static org.ash.conformance.rule.ContractProgram.batch;
import static org.ash.conformance.rule.ContractProgram.differs;
import static org.ash.conformance.rule.ContractProgram.scaled;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ash.ir.GraphModule;
import org.ash.spi.BackendException;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** What {@link Executable} promises of runs, feeds, results and variables. */
final class ContractRules {
  private ContractRules() {}

  static List<Rule> rules() {
    return Stream.of(runs(), feeds(), variables()).flatMap(List::stream).toList();
  }

  private static List<Rule> runs() {
    return List.of(
        rule(
            "LIFE-any-batch",
            "A run takes any number of examples from 1, in any order.",
            trial -> {
              for (int n : new int[] {1, 2, 17, 64, 3, 1}) {
                hold(
                    trial,
                    "N = " + n,
                    executable ->
                        differs(
                            "y",
                            executable.run("scale", batch(n)).get("y"),
                            scaled(n, ContractProgram.w())));
              }
              hold(
                  trial,
                  "one after the other",
                  executable ->
                      Stream.of(5, 1, 33, 2, 5)
                          .map(
                              n ->
                                  differs(
                                      "y of N = " + n,
                                      executable.run("scale", batch(n)).get("y"),
                                      scaled(n, ContractProgram.w())))
                          .flatMap(Optional::stream)
                          .findFirst());
            }),
        rule(
            "LIFE-every-output",
            "A run returns a tensor for each output of its graph and for nothing else.",
            trial ->
                hold(
                    trial,
                    "swap",
                    executable -> {
                      Map<String, Tensor> results = executable.run("swap", Map.of());
                      return results.keySet().equals(Set.of("was", "sum"))
                          ? Optional.empty()
                          : Optional.of("swap returned " + results.keySet());
                    })),
        rule(
            "LIFE-results-owned",
            "Results belong to the caller: later runs do not change them, nor they the engine.",
            trial -> {
              hold(trial, "run, keep, run again", ContractRules::keptResults);
              hold(
                  trial,
                  "a variable, then assigned",
                  executable -> {
                    Tensor was = executable.run("swap", Map.of()).get("was");
                    executable.run("count", Map.of("x", tensor()));
                    return differs("was", was, ContractProgram.w());
                  });
            }),
        rule(
            "LIFE-results-into",
            "A run writes into the caller's tensors what it would return, and drops other outputs.",
            trial -> {
              hold(
                  trial,
                  "swap",
                  executable -> {
                    Tensor sum = Tensor.generate(DType.FLOAT32, Shape.of(2), i -> 99);
                    executable.run("swap", Map.of(), Map.of("sum", sum));
                    return differs("sum", sum, Tensor.ofFloats(new float[] {8, 3}, 2))
                        .or(() -> differs("w", executable.read("w"), ContractProgram.v()));
                  });
              hold(
                  trial,
                  "no output",
                  executable -> {
                    executable.run("swap", Map.of(), Map.of());
                    return differs("w", executable.read("w"), ContractProgram.v());
                  });
            }),
        rule(
            "LIFE-results-checked",
            "A result of another shape or type, an unknown one and one over read-only memory are"
                + " refused by name.",
            trial -> {
              refused(trial, "unknown", "q", e -> e.run("scale", batch(3), Map.of("q", tensor())));
              refused(trial, "shape", "y", e -> e.run("scale", batch(3), Map.of("y", tensor())));
              ByteBuffer memory = Tensor.allocate(DType.FLOAT32, Shape.of(3, 2)).bytes();
              Tensor constant =
                  Tensor.wrap(DType.FLOAT32, Shape.of(3, 2), memory.asReadOnlyBuffer());
              refused(
                  trial,
                  "read-only",
                  "'y' cannot be written",
                  e -> e.run("scale", batch(3), Map.of("y", constant)));
            }));
  }

  private static List<Rule> feeds() {
    return List.of(
        rule(
            "LIFE-feeds-borrowed",
            "A run leaves what it is fed unchanged.",
            trial ->
                hold(
                    trial,
                    "scale and count",
                    executable -> {
                      Map<String, Tensor> fed = batch(5);
                      executable.run("scale", fed);
                      Tensor x = tensor();
                      executable.run("count", Map.of("x", x));
                      return differs("x", fed.get("x"), batch(5).get("x"))
                          .or(() -> differs("x", x, tensor()));
                    })),
        rule(
            "LIFE-feeds-read-once",
            "What a caller writes into a tensor after a run changes no variable.",
            trial ->
                hold(
                    trial,
                    "count",
                    executable -> {
                      Tensor x = tensor();
                      executable.run("count", Map.of("x", x));
                      x.set(0, 99);
                      return differs(
                          "w", executable.read("w"), Tensor.ofFloats(new float[] {4, -2}, 2));
                    })),
        rule(
            "LIFE-feeds-checked",
            "A feed that is missing, unknown, of another type or shape, or a batch of none, is refused"
                + " by name.",
            trial -> {
              refused(trial, "missing", "x", e -> e.run("scale", Map.of()));
              refused(
                  trial,
                  "unknown",
                  "z",
                  e -> e.run("scale", Map.of("x", batch(1).get("x"), "z", tensor())));
              refused(
                  trial,
                  "type",
                  "INT32",
                  e -> e.run("scale", Map.of("x", Tensor.allocate(DType.INT32, Shape.of(1, 2)))));
              refused(
                  trial,
                  "shape",
                  "[1, 3]",
                  e -> e.run("scale", Map.of("x", Tensor.allocate(DType.FLOAT32, Shape.of(1, 3)))));
              refused(
                  trial,
                  "batch of none",
                  "N is at least 1",
                  e -> e.run("scale", Map.of("x", Tensor.allocate(DType.FLOAT32, Shape.of(0, 2)))));
              refused(trial, "graph", "test", e -> e.run("test", batch(1)));
            }));
  }

  private static List<Rule> variables() {
    return List.of(
        rule(
            "LIFE-initial-values",
            "Variables begin with the values of the module.",
            trial ->
                hold(
                    trial,
                    "w and v",
                    executable ->
                        differs("w", executable.read("w"), ContractProgram.w())
                            .or(() -> differs("v", executable.read("v"), ContractProgram.v())))),
        rule(
            "LIFE-assigned-together",
            "Reads see the values from before the run; assignments take effect together.",
            trial ->
                hold(
                    trial,
                    "swap",
                    executable -> {
                      Map<String, Tensor> results = executable.run("swap", Map.of());
                      return differs("was", results.get("was"), ContractProgram.w())
                          .or(() -> differs("w", executable.read("w"), ContractProgram.v()))
                          .or(() -> differs("v", executable.read("v"), ContractProgram.w()));
                    })),
        rule(
            "LIFE-every-assignment",
            "Each run assigns anew: nothing is lost and nothing is stale.",
            trial ->
                hold(
                    trial,
                    "count ten times",
                    executable -> {
                      for (int run = 0; run < 10; run++) {
                        executable.run("count", Map.of("x", tensor()));
                      }
                      Tensor expected = Tensor.ofFloats(new float[] {13, 16}, 2);
                      return differs("w", executable.read("w"), expected)
                          .or(
                              () ->
                                  differs(
                                      "y",
                                      executable.run("scale", batch(2)).get("y"),
                                      scaled(2, expected)));
                    })),
        rule(
            "LIFE-failed-run",
            "A run that fails leaves all variables unchanged, and the next one works.",
            ContractRules::failedRun),
        rule(
            "LIFE-refused-run",
            "A run that is refused leaves all variables unchanged.",
            trial ->
                hold(
                    trial,
                    "results of a wrong shape",
                    executable -> {
                      try {
                        executable.run(
                            "swap", Map.of(), Map.of("sum", Tensor.allocate(DType.FLOAT32, two())));
                        return Optional.of("it was not refused");
                      } catch (IllegalArgumentException refused) {
                        return differs("w", executable.read("w"), ContractProgram.w());
                      }
                    })),
        rule(
            "LIFE-read-copies",
            "A variable is read as a copy.",
            trial ->
                hold(
                    trial,
                    "write into what was read",
                    executable -> {
                      executable.read("w").set(0, 99);
                      return differs("w", executable.read("w"), ContractProgram.w());
                    })),
        rule(
            "LIFE-write-copies",
            "A variable is written as a copy, and every graph sees it.",
            trial ->
                hold(
                    trial,
                    "write, change, run",
                    executable -> {
                      Tensor value = Tensor.ofFloats(new float[] {7, 8}, 2);
                      Tensor kept = value.copy();
                      executable.write("w", value);
                      value.set(0, 99);
                      return differs("w", executable.read("w"), kept)
                          .or(() -> differs("v", executable.read("v"), ContractProgram.v()))
                          .or(
                              () ->
                                  differs(
                                      "y",
                                      executable.run("scale", batch(2)).get("y"),
                                      scaled(2, kept)));
                    })),
        rule(
            "LIFE-logical-order",
            "Variables are read, written and given out in logical order, however they are laid out.",
            trial ->
                hold(
                    trial,
                    ContractProgram.convolving(),
                    "a convolution's kernel",
                    ContractRules::logicalOrder)),
        rule(
            "LIFE-write-checked",
            "A value of another shape or type and an unknown variable are refused by name.",
            trial -> {
              refused(
                  trial,
                  "shape",
                  "[3]",
                  e -> e.write("w", Tensor.allocate(DType.FLOAT32, Shape.of(3))));
              refused(
                  trial,
                  "type",
                  "FLOAT64",
                  e -> e.write("w", Tensor.allocate(DType.FLOAT64, Shape.of(2))));
              refused(trial, "unknown to read", "u", e -> e.read("u"));
              refused(trial, "unknown to write", "u", e -> e.write("u", tensor()));
            }));
  }

  private static Optional<String> keptResults(Executable executable) {
    Tensor first = executable.run("scale", batch(2)).get("y");
    Tensor kept = first.copy();
    Tensor second =
        executable.run("scale", Map.of("x", Tensor.allocate(DType.FLOAT32, two()))).get("y");
    Optional<String> changed = differs("the first result", first, kept);
    second.set(0, 99);
    first.set(0, 99);
    return changed.or(
        () -> differs("a later result", executable.run("scale", batch(2)).get("y"), kept));
  }

  private static Optional<String> logicalOrder(Executable executable) {
    Optional<String> loaded =
        differs("the kernel loaded", executable.read("kernel"), ContractProgram.kernel(1));
    Tensor other = ContractProgram.kernel(2);
    executable.write("kernel", other);
    Map<String, Tensor> results = executable.run("convolve", Map.of("x", ContractProgram.image()));
    return loaded
        .or(() -> differs("the kernel written", executable.read("kernel"), other))
        .or(() -> differs("the kernel given out", results.get("kernel"), other))
        .or(() -> differs("y", results.get("y"), ContractProgram.convolved(other)));
  }

  private static void failedRun(Trial trial) {
    hold(
        trial,
        ContractProgram.dividing(),
        "integer division by zero",
        executable -> {
          try {
            executable.run("divide", Map.of("divisor", Tensor.scalar(DType.INT32, 0)));
            return Optional.of("the run did not fail");
          } catch (BackendException failed) {
            Optional<String> changed = differs("w", executable.read("w"), ContractProgram.w());
            executable.run("divide", Map.of("divisor", Tensor.scalar(DType.INT32, 3)));
            return changed.or(
                () -> differs("n", executable.read("n"), Tensor.scalar(DType.INT32, 2)));
          }
        });
  }

  private static Rule rule(String id, String sentence, RuleCheck check) {
    return Rule.required(id, Level.LIFECYCLE, sentence, check);
  }

  /** Tries a case on a freshly loaded module. */
  static void hold(Trial trial, String label, Function<Executable, Optional<String>> finding) {
    hold(trial, ContractProgram.module(), label, finding);
  }

  /** Tries a case on this module, freshly loaded. */
  static void hold(
      Trial trial,
      GraphModule module,
      String label,
      Function<Executable, Optional<String>> finding) {
    Optional<String> unsupported =
        module.graphs().values().stream()
            .map(trial.examiner()::unsupported)
            .flatMap(Optional::stream)
            .findFirst();
    if (unsupported.isPresent()) {
      trial.skip(unsupported.get());
      return;
    }
    trial.hold(
        label,
        () -> {
          try (Executable executable = trial.backend().load(module)) {
            return finding.apply(executable);
          }
        });
  }

  /** What a backend must refuse with an {@link IllegalArgumentException} that names something. */
  @FunctionalInterface
  private interface Refusable {
    void on(Executable executable);
  }

  private static void refused(Trial trial, String label, String named, Refusable call) {
    hold(
        trial,
        label,
        executable -> {
          try {
            call.on(executable);
            return Optional.of("it was not refused");
          } catch (IllegalArgumentException refusal) {
            String message = String.valueOf(refusal.getMessage());
            return message.contains(named)
                ? Optional.empty()
                : Optional.of("the refusal does not name " + named + ": " + message);
          }
        });
  }

  private static Shape two() {
    return Shape.of(2, 2);
  }

  private static Tensor tensor() {
    return Tensor.ofFloats(new float[] {1, 2}, 2);
  }
}
