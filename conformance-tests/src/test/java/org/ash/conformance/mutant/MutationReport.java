package org.ash.conformance.mutant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a hunt gave: {@code mutants.json} for programs, {@code mutants.md} for people.
 *
 * @param seed of the draws
 * @param outcomes every mutant, those without a witness, too
 * @param seconds all that took
 */
record MutationReport(long seed, List<Outcome> outcomes, double seconds) {
  private static final int FORMAT = 1;

  MutationReport {
    outcomes = List.copyOf(outcomes);
  }

  /** How many were judged. */
  long judged() {
    return outcomes.stream().filter(Outcome::judged).count();
  }

  /** The share of those judged that a rule caught, from 0 to 1. */
  double shareCaught() {
    return 1 - (double) survivors().size() / Math.max(1, judged());
  }

  /** Those that no rule caught, by kind. */
  List<Outcome> survivors() {
    return outcomes.stream()
        .filter(Outcome::survived)
        .sorted(
            Comparator.comparing((Outcome outcome) -> outcome.mutant().fault().kind())
                .thenComparing(outcome -> outcome.mutant().toString()))
        .toList();
  }

  /** The share caught, in one line. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%,d mutants of seed %d: %,d caught (%.1f %%), %,d survived; %,d more without a witness; %,.0f s",
        judged(),
        seed,
        judged() - survivors().size(),
        100 * shareCaught(),
        survivors().size(),
        outcomes.size() - judged(),
        seconds);
  }

  /** Writes both files. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("mutants.md"), text());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("mutants.json").toFile(), json());
  }

  /** Shares and survivors as Markdown. */
  String text() {
    StringBuilder text = new StringBuilder("# Mutants\n\n").append(summary()).append(".\n");
    table(text, "effect", outcome -> outcome.mutant().fault().effect().kind());
    table(text, "where", outcome -> outcome.mutant().fault().region().words());
    table(text, "when", outcome -> outcome.mutant().fault().occasion().words());
    table(text, "operator", outcome -> outcome.mutant().operator().getSimpleName());
    survivors(text, "Survivors that no rule reaches", outcome -> outcome.rulesTried() == 0);
    survivors(text, "Survivors that rules reach", outcome -> outcome.rulesTried() > 0);
    return text.toString();
  }

  private void survivors(StringBuilder text, String title, Predicate<Outcome> which) {
    List<Outcome> members = survivors().stream().filter(which).toList();
    text.append(String.format(Locale.ROOT, "%n## %s: %d%n%n", title, members.size()));
    for (Outcome outcome : members) {
      text.append("- ").append(outcome.mutant());
      if (outcome.rulesTried() > 0) {
        text.append("; ").append(outcome.rulesTried()).append(" rules reach it");
      }
      text.append("\n  Witness: ").append(outcome.witness().orElseThrow()).append("\n");
    }
  }

  private void table(StringBuilder text, String title, Function<Outcome, String> group) {
    Map<String, List<Outcome>> groups = new TreeMap<>();
    outcomes.stream()
        .filter(Outcome::judged)
        .forEach(
            outcome ->
                groups
                    .computeIfAbsent(group.apply(outcome), key -> new ArrayList<>())
                    .add(outcome));
    text.append("\n| ")
        .append(title)
        .append(" | judged | caught | share |\n|---|---:|---:|---:|\n");
    groups.forEach(
        (name, members) -> {
          long caught = members.stream().filter(outcome -> !outcome.survived()).count();
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %d | %.0f %% |%n",
                  name,
                  members.size(),
                  caught,
                  100.0 * caught / members.size()));
        });
  }

  private ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("format", FORMAT);
    root.put("seed", seed);
    root.put("judged", judged());
    root.put("caught", judged() - survivors().size());
    root.put("shareCaught", shareCaught());
    root.put("withoutWitness", outcomes.size() - judged());
    root.put("seconds", seconds);
    ArrayNode mutants = root.putArray("mutants");
    for (Outcome outcome : outcomes) {
      ObjectNode each = mutants.addObject();
      each.put("operator", outcome.mutant().operator().getSimpleName());
      each.put("effect", outcome.mutant().fault().effect().toString());
      each.put("where", outcome.mutant().fault().region().toString());
      each.put("when", outcome.mutant().fault().occasion().toString());
      each.put("equivalent", !outcome.judged());
      outcome.witness().ifPresent(witness -> each.put("witness", witness.toString()));
      outcome.caughtBy().ifPresent(rule -> each.put("caughtBy", rule));
      each.put("rulesTried", outcome.rulesTried());
      each.put("millis", outcome.millis());
    }
    return root;
  }
}
