package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;

/**
 * A rule that turned worse since an older report, or whose worst error moved.
 *
 * @param backend that was judged
 * @param rule id of the rule
 * @param kind what changed
 * @param before as the older report has it
 * @param after as the newer one has it
 */
public record ConformanceChange(
    String backend, String rule, Kind kind, String before, String after) {

  /** What can change. */
  public enum Kind {
    /** The verdict is a worse one. */
    WORSE,
    /** The worst error in units in the last place is another one, larger or smaller. */
    MOVED;

    /** Lower case, as reports print it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What changed in rules that both reports have. A rule that only one of them has is no change:
   * suites grow.
   *
   * @param older of a backend
   * @param newer of the same backend, made with the same seed and number of draws
   * @throws IllegalArgumentException when the two cannot be compared
   */
  public static List<ConformanceChange> between(ConformanceReport older, ConformanceReport newer) {
    requireComparable(older, newer);
    Map<String, RuleResult> before =
        older.results().stream()
            .collect(Collectors.toMap(result -> result.rule().id(), Function.identity()));
    List<ConformanceChange> changes = new ArrayList<>();
    for (RuleResult after : newer.results()) {
      Optional.ofNullable(before.get(after.rule().id()))
          .flatMap(was -> change(newer.backend(), was, after))
          .ifPresent(changes::add);
    }
    return List.copyOf(changes);
  }

  /**
   * Requires the same backend and the same random cases.
   *
   * @throws IllegalArgumentException when they differ
   */
  public static void requireComparable(ConformanceReport older, ConformanceReport newer) {
    if (!older.backend().equals(newer.backend())) {
      throw new IllegalArgumentException(
          "A report on " + older.backend() + " is no baseline for " + newer.backend() + ".");
    }
    if (older.seed() != newer.seed() || older.draws() != newer.draws()) {
      throw new IllegalArgumentException(
          String.format(
              "The baseline's random cases of %s are others: give --seed %d --draws %d.",
              older.backend(), older.seed(), older.draws()));
    }
  }

  private static Optional<ConformanceChange> change(
      String backend, RuleResult was, RuleResult now) {
    if (badness(now.verdict()) > badness(was.verdict())) {
      return Optional.of(
          new ConformanceChange(
              backend,
              now.rule().id(),
              Kind.WORSE,
              was.verdict().toString(),
              now.verdict().toString()));
    }
    // Where fewer or more cases were compared, the worst of them says nothing about the engine.
    boolean comparable = was.histogram().total() == now.histogram().total();
    double before = was.histogram().worst();
    double after = now.histogram().worst();
    return comparable && Double.compare(before, after) != 0
        ? Optional.of(
            new ConformanceChange(backend, now.rule().id(), Kind.MOVED, ulps(before), ulps(after)))
        : Optional.empty();
  }

  /** Less is better: following, deviating as known, not claiming to, breaking. */
  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case PASSED, UNTESTED -> 0;
      case DEVIATES -> 1;
      case SKIPPED -> 2;
      case FAILED -> 3;
    };
  }

  private static String ulps(double worst) {
    return worst + " ulp"; // every digit: also the smallest move shows
  }
}
