package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.conformance.operator.Choices;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweep;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Finds a smallest case in which a mutant of one operator differs from the reference. */
final class WitnessSearch {
  private static final int MOST_SMALL = 120;
  private static final int MOST_ENLARGED = 4;
  private static final int DRAWS = 20;

  private final List<OperatorCase> small;

  /** In the cases of an operator, smallest first. */
  WitnessSearch(Class<? extends Op> operator) {
    OperatorSweep sweep = OperatorSweeps.of(operator);
    List<OperatorCase> all = new ArrayList<>(sweep.values());
    all.addAll(sweep.special());
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn(sweep, draw).ifPresent(all::add);
    }
    all.removeIf(each -> elements(each) > 20_000);
    all.sort(Comparator.comparingLong(WitnessSearch::elements));
    int step = 1 + all.size() / MOST_SMALL;
    List<OperatorCase> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      kept.add(all.get(i));
    }
    this.small = List.copyOf(kept);
  }

  private static Optional<OperatorCase> drawn(OperatorSweep sweep, int draw) {
    try {
      OperatorCase drawn = sweep.random(Choices.random(2, "witness", draw));
      return drawn.graph().nodes().isEmpty() ? Optional.empty() : Optional.of(drawn);
    } catch (IllegalArgumentException unfit) {
      return Optional.empty(); // These numbers make no valid case.
    }
  }

  private static long elements(OperatorCase of) {
    return of.inputs().stream().mapToLong(Tensor::size).sum();
  }

  /** A witness, empty when the mutant is taken for equivalent. */
  Optional<Witness> find(Mutant mutant) {
    for (OperatorCase each : small) {
      Optional<Witness> witness = tried(mutant, each);
      if (witness.isPresent()) {
        return witness;
      }
    }
    long fewest = mutant.fault().fewestElements();
    if (fewest > 1) {
      int tried = 0;
      for (int i = 0; i < small.size() && tried < MOST_ENLARGED; i += 1 + small.size() / 8) {
        List<OperatorCase> enlarged = Enlargement.of(small.get(i), fewest);
        tried += enlarged.isEmpty() ? 0 : 1;
        for (OperatorCase each : enlarged) {
          Optional<Witness> witness = tried(mutant, each);
          if (witness.isPresent()) {
            return witness;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Witness> tried(Mutant mutant, OperatorCase operatorCase) {
    Fault fault = mutant.fault();
    GraphModule module = new GraphModule("witness", Map.of(), Map.of("case", operatorCase.graph()));
    int runs = fault.fewestRuns();
    int executables = fault.fewestExecutables();
    try (Backend sound = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Backend broken = mutant.provider().open(BackendOptions.defaults())) {
      Executable right = sound.load(module);
      Map<String, Tensor> feeds = feeds(fault, operatorCase.inputs());
      Map<String, Tensor> kept = copies(feeds);
      Map<String, Tensor> expected;
      Executable wrong;
      try {
        for (int i = 1; i < executables; i++) {
          try (Executable other = broken.load(module)) {
            other.run("case", before(fault, operatorCase, 1));
          }
        }
        wrong = broken.load(module);
        for (int run = 1; run < runs; run++) {
          Map<String, Tensor> earlier = before(fault, operatorCase, runs - run);
          right.run("case", copies(earlier));
          wrong.run("case", earlier);
        }
        expected = right.run("case", kept);
      } catch (BackendException unfit) {
        return Optional.empty(); // Operands that no backend takes, as an integer divided by zero.
      }
      Map<String, Tensor> actual = wrong.run("case", feeds);
      return difference(operatorCase, expected, actual, kept, feeds)
          .map(
              found ->
                  new Witness(
                      operatorCase.op() + " of " + types(operatorCase), runs, executables, found));
    }
  }

  private static List<String> types(OperatorCase of) {
    return of.inputs().stream().map(x -> x.dtype() + " " + x.shape()).toList();
  }

  private static Optional<String> difference(
      OperatorCase of,
      Map<String, Tensor> expected,
      Map<String, Tensor> actual,
      Map<String, Tensor> kept,
      Map<String, Tensor> feeds) {
    for (Map.Entry<String, Tensor> result : expected.entrySet()) {
      Optional<String> wrong =
          Difference.between(
              of.op(), result.getKey(), actual.get(result.getKey()), result.getValue());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return kept.entrySet().stream()
        .filter(fed -> !fed.getValue().bitEquals(feeds.get(fed.getKey())))
        .map(fed -> "the caller's " + fed.getKey() + " was written to")
        .findFirst();
  }

  /** What is fed before the run in question: the elements in reverse, or another batch. */
  private static Map<String, Tensor> before(Fault fault, OperatorCase of, int runsLeft) {
    if (fault.occasion().kind() == Occasion.Kind.OTHER_SIZE) {
      return Enlargement.ofBatch(of).map(OperatorCase::feeds).orElseGet(of::feeds);
    }
    List<Tensor> operands =
        runsLeft % 2 == 0
            ? of.inputs()
            : of.inputs().stream().map(x -> Elements.moved(x, i -> x.size() - 1 - i)).toList();
    return feeds(fault, operands);
  }

  private static Map<String, Tensor> feeds(Fault fault, List<Tensor> operands) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Tensor operand : operands) {
      feeds.put("x" + feeds.size(), operand.copy());
    }
    boolean twice = fault.occasion().kind() == Occasion.Kind.SAME_OPERANDS && operands.size() > 1;
    if (twice
        && operands.get(0).dtype() == operands.get(1).dtype()
        && operands.get(0).shape().equals(operands.get(1).shape())) {
      feeds.put("x1", feeds.get("x0"));
    }
    return feeds;
  }

  private static Map<String, Tensor> copies(Map<String, Tensor> feeds) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    feeds.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }
}
