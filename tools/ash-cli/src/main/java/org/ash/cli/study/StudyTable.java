package org.ash.cli.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ash.activation.Activations;
import org.ash.cli.experiment.Experiment;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.output.Output;

/**
 * The results of experiments: a row for each activation, a column for each network (and data set
 * and engine, where there are several).
 */
public final class StudyTable {
  private static final String USUAL_REFERENCE = "ash";
  private static final double LEVEL = 0.05;

  private final List<TrialResult> results;
  private final Map<String, Experiment.Published> published;
  private final Metric metric;
  private final String reference;

  private StudyTable(
      List<TrialResult> results,
      Map<String, Experiment.Published> published,
      Metric metric,
      String reference) {
    this.results = List.copyOf(results);
    this.published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
    this.metric = metric;
    this.reference = reference;
  }

  /**
   * A cell.
   *
   * @param estimate over the seeds that succeeded; empty when none did
   * @param failed trials whose training failed
   * @param p of the difference from the reference; empty for the reference itself and where fewer
   *     than two seeds are there
   * @param best whether no other mean in the column is better
   * @param published a printed figure for the same
   */
  public record Cell(
      Optional<Estimate> estimate,
      int failed,
      OptionalDouble p,
      boolean best,
      OptionalDouble published) {

    /** Whether it differs from the reference at the level of 5 %. */
    public boolean significant() {
      return p.isPresent() && p.getAsDouble() < LEVEL;
    }

    /** The same in another unit. */
    Cell times(double factor) {
      OptionalDouble printed =
          published.isPresent()
              ? OptionalDouble.of(published.getAsDouble() * factor)
              : OptionalDouble.empty();
      return new Cell(estimate.map(e -> e.times(factor)), failed, p, best, printed);
    }
  }

  /**
   * A row.
   *
   * @param activation its specification
   * @param cells by the name of the column
   */
  public record Row(String activation, Map<String, Cell> cells) {}

  /**
   * All that a table says, for programs.
   *
   * @param metric what the figures are: {@code top1} and {@code top5} in 0..1, or {@code testLoss}
   * @param reference the activation that the others are tested against
   * @param rows the cells
   * @param notes what a reader must know
   */
  public record Summary(String metric, String reference, List<Row> rows, List<String> notes) {}

  /** All that it says. */
  public Summary summary() {
    double unit = 1 / metric.scale();
    List<Row> rows =
        rows().stream()
            .map(
                row -> {
                  Map<String, Cell> cells = new LinkedHashMap<>();
                  row.cells().forEach((column, cell) -> cells.put(column, cell.times(unit)));
                  return new Row(row.activation(), cells);
                })
            .toList();
    return new Summary(metric.key(), reference, rows, notes());
  }

  /**
   * Of these results, against {@code ash} where it is among them, else the first activation.
   *
   * @param published printed figures by the data set that they are of
   */
  public static StudyTable of(
      List<TrialResult> results, Map<String, Experiment.Published> published, Metric metric) {
    List<String> activations =
        results.stream().map(result -> result.trial().activation()).distinct().toList();
    String reference =
        activations.contains(USUAL_REFERENCE) || activations.isEmpty()
            ? USUAL_REFERENCE
            : activations.get(0);
    return new StudyTable(results, published, metric, reference);
  }

  /**
   * The same against another activation.
   *
   * @throws IllegalArgumentException when it is not among the results
   */
  public StudyTable against(String activation) {
    String spec = Activations.parse(activation).spec();
    List<String> there =
        results.stream().map(result -> result.trial().activation()).distinct().toList();
    if (!there.contains(spec)) {
      throw new IllegalArgumentException(
          "No result with '" + activation + "'. There are: " + String.join(", ", there) + ".");
    }
    return new StudyTable(results, published, metric, spec);
  }

  /** What is shown. */
  Metric metric() {
    return metric;
  }

  /** Names of the columns. */
  List<String> columns() {
    return List.copyOf(StudyColumns.of(results).keySet());
  }

  /** Whether there are printed figures. */
  boolean hasPublished() {
    return metric == Metric.TOP1 && !published.isEmpty();
  }

  /** What a reader must know, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Last epoch; mean over seeds and 95 % interval (Student's t), in brackets the number of"
            + " seeds; bold: best mean.");
    notes.add(
        tested()
            ? "*: differs from "
                + reference
                + ", p < 0.05 by Welch's t-test, corrected by Holm within the column; no star:"
                + " these seeds show no difference."
            : "Whether anything differs from "
                + reference
                + " cannot be told: that takes two seeds of both.");
    Set<String> errors = new LinkedHashSet<>();
    for (TrialResult result : results) {
      if (!result.succeeded()) {
        errors.add(result.trial() + " failed: " + result.error());
      }
    }
    notes.addAll(errors);
    if (hasPublished()) {
      published.values().stream()
          .map(Experiment.Published::source)
          .distinct()
          .forEach(source -> notes.add("Printed: " + source + "."));
    }
    return notes;
  }

  /** Whether any difference from the reference could be tested. */
  private boolean tested() {
    return rows().stream()
        .flatMap(row -> row.cells().values().stream())
        .anyMatch(cell -> cell.p().isPresent());
  }

  /** The rows. */
  public List<Row> rows() {
    Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
    results.forEach(
        result -> rows.computeIfAbsent(result.trial().activation(), key -> new LinkedHashMap<>()));
    StudyColumns.of(results)
        .forEach((name, column) -> cells(column).forEach((a, cell) -> rows.get(a).put(name, cell)));
    List<Row> list = new ArrayList<>();
    rows.forEach((activation, cells) -> list.add(new Row(activation, cells)));
    return list;
  }

  private Map<String, Cell> cells(List<TrialResult> column) {
    Map<String, List<TrialResult>> byActivation = StudyColumns.byActivation(column);
    Map<String, double[]> values = new LinkedHashMap<>();
    byActivation.forEach((activation, trials) -> values.put(activation, values(trials)));
    Map<String, double[]> others = new LinkedHashMap<>(values);
    others.remove(reference);
    Map<String, Double> p =
        Differences.pValues(others, values.getOrDefault(reference, new double[0]));
    OptionalDouble best = best(values);
    Map<String, Cell> cells = new LinkedHashMap<>();
    byActivation.forEach(
        (activation, trials) -> {
          Optional<Estimate> estimate =
              values.get(activation).length == 0
                  ? Optional.empty()
                  : Optional.of(Estimate.of(values.get(activation)));
          cells.put(
              activation,
              new Cell(
                  estimate,
                  (int) trials.stream().filter(trial -> !trial.succeeded()).count(),
                  p.containsKey(activation)
                      ? OptionalDouble.of(p.get(activation))
                      : OptionalDouble.empty(),
                  estimate.isPresent()
                      && values.size() > 1
                      && best.isPresent()
                      && estimate.get().mean() == best.getAsDouble(),
                  printed(trials.get(0))));
        });
    return cells;
  }

  private double[] values(List<TrialResult> trials) {
    return trials.stream()
        .filter(TrialResult::succeeded)
        .mapToDouble(trial -> metric.of(trial.last()))
        .toArray();
  }

  private OptionalDouble best(Map<String, double[]> values) {
    return values.values().stream()
        .filter(group -> group.length > 0)
        .mapToDouble(group -> Estimate.of(group).mean())
        .filter(Double::isFinite)
        .reduce((a, b) -> metric.better(a, b) ? a : b);
  }

  private OptionalDouble printed(TrialResult result) {
    if (!hasPublished() || !published.containsKey(result.data())) {
      return OptionalDouble.empty();
    }
    Double figure =
        published
            .get(result.data())
            .top1()
            .getOrDefault(result.trial().model(), Map.of())
            .get(result.trial().activation());
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  /** Prints it for a terminal; nothing when there are no results. */
  public void print(Output output) {
    if (!results.isEmpty()) {
      output.line(TableFormat.TEXT.render(this).stripTrailing());
    }
  }
}
