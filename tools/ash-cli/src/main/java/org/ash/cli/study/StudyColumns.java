package org.ash.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.ash.cli.experiment.TrialResult;

/** Results by what a table has a column for: network, data set and engine. */
final class StudyColumns {
  private static final List<Function<TrialResult, String>> PROPERTIES =
      List.of(
          result -> result.trial().model(), TrialResult::data, result -> result.trial().backend());

  private StudyColumns() {}

  /** Results by the name of their column, which tells no more than tells columns apart. */
  static Map<String, List<TrialResult>> of(List<TrialResult> results) {
    List<Function<TrialResult, String>> telling = new ArrayList<>();
    telling.add(PROPERTIES.get(0));
    for (Function<TrialResult, String> property : PROPERTIES.subList(1, PROPERTIES.size())) {
      Set<String> values = new LinkedHashSet<>(results.stream().map(property).toList());
      if (values.size() > 1) {
        telling.add(property);
      }
    }
    Map<String, List<TrialResult>> columns = new LinkedHashMap<>();
    for (TrialResult result : results) {
      String name = String.join(", ", telling.stream().map(p -> p.apply(result)).toList());
      columns.computeIfAbsent(name, key -> new ArrayList<>()).add(result);
    }
    return columns;
  }

  /** Results of a column by activation, in the order in which they came. */
  static Map<String, List<TrialResult>> byActivation(List<TrialResult> column) {
    Map<String, List<TrialResult>> rows = new LinkedHashMap<>();
    for (TrialResult result : column) {
      rows.computeIfAbsent(result.trial().activation(), key -> new ArrayList<>()).add(result);
    }
    return rows;
  }
}
