package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.report.ConformanceChange;
import org.ash.conformance.report.ConformanceJson;
import org.ash.conformance.rule.Trial;

/**
 * What changed since an earlier run.
 *
 * @param file of the earlier run; empty where nothing is compared
 * @param older its reports
 */
record BaselineAlarm(Optional<Path> file, List<ConformanceReport> older) {

  /** Copies the list. */
  BaselineAlarm {
    older = List.copyOf(older);
  }

  /** Compares nothing. */
  static BaselineAlarm none() {
    return new BaselineAlarm(Optional.empty(), List.of());
  }

  static BaselineAlarm read(Path file) throws IOException {
    return new BaselineAlarm(Optional.of(file), ConformanceJson.read(file));
  }

  /**
   * What to print.
   *
   * @param lines for a person
   * @param alarming whether anything turned worse or moved
   */
  record Outcome(List<String> lines, boolean alarming) {
    /** Copies the list. */
    Outcome {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Requires that the earlier run tried the same random cases.
   *
   * @throws IllegalArgumentException when it did not, or was about none of these backends
   */
  void requireComparable(List<String> backends, Trial.Settings settings) {
    if (file.isEmpty()) {
      return;
    }
    if (older.stream().noneMatch(report -> backends.contains(report.backend()))) {
      throw new IllegalArgumentException(
          "The baseline %s is about %s, not about %s."
              .formatted(
                  file.get(),
                  String.join(", ", older.stream().map(ConformanceReport::backend).toList()),
                  String.join(", ", backends)));
    }
    for (ConformanceReport report : older) {
      if (report.seed() != settings.seed() || report.draws() != settings.draws()) {
        throw new IllegalArgumentException(
            "The baseline %s was made with other random cases: give --seed %d --draws %d."
                .formatted(file.get(), report.seed(), report.draws()));
      }
    }
  }

  /**
   * Compares.
   *
   * @param all whether every backend that can run here was judged, so that one that is missing has
   *     been lost
   */
  Outcome compare(List<ConformanceReport> newer, boolean all) {
    if (file.isEmpty()) {
      return new Outcome(List.of(), false);
    }
    List<String> lines = new ArrayList<>();
    for (ConformanceReport before : older) {
      Optional<ConformanceReport> after =
          newer.stream().filter(report -> report.backend().equals(before.backend())).findFirst();
      if (after.isEmpty() && all) {
        lines.add("  %s cannot run here any more".formatted(before.backend()));
      }
      after.ifPresent(report -> tell(lines, before, report));
    }
    boolean alarming = !lines.isEmpty();
    lines.add(
        0,
        alarming
            ? "Changed since %s:".formatted(file.get())
            : "Nothing turned worse or moved since %s.".formatted(file.get()));
    return new Outcome(lines, alarming);
  }

  private static void tell(List<String> lines, ConformanceReport before, ConformanceReport after) {
    for (ConformanceChange change : ConformanceChange.between(before, after)) {
      lines.add(
          "  %s  %s  %s: %s -> %s (engine %s -> %s)"
              .formatted(
                  change.kind(),
                  change.backend(),
                  change.rule(),
                  change.before(),
                  change.after(),
                  before.engineVersion(),
                  after.engineVersion()));
    }
  }
}
