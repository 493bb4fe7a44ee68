package org.ash.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.cli.experiment.Experiment;
import org.ash.cli.experiment.ExperimentException;
import org.ash.cli.experiment.ExperimentResults;
import org.ash.cli.experiment.TrialResult;

/**
 * The results in the folders of several experiments, of which every one may stand in a table beside
 * every other: seeds of a cell are trained alike, and none is counted twice.
 *
 * @param title of the first folder
 * @param results in the order of the folders
 * @param published printed figures by the data set that they are of
 */
public record StudyFolders(
    String title, List<TrialResult> results, Map<String, Experiment.Published> published) {

  /** Copies the collections. */
  public StudyFolders {
    results = List.copyOf(results);
    published = Map.copyOf(published);
  }

  /** What a folder holds. */
  private record Study(Path folder, ExperimentResults found) {}

  /** A result, and where it was read. */
  private record Place(Study study, TrialResult result) {}

  /**
   * Reads them.
   *
   * @param folders at least one
   * @throws ExperimentException when a folder holds no results, two hold the same trial, or two
   *     would share a column although they were trained by different settings
   */
  public static StudyFolders read(List<Path> folders) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    Map<String, Experiment.Published> published = new LinkedHashMap<>();
    Map<List<Object>, Place> columns = new LinkedHashMap<>();
    Map<List<Object>, Place> trials = new LinkedHashMap<>();
    List<String> titles = new ArrayList<>();
    for (Path folder : folders) {
      Study study = new Study(folder, ExperimentResults.read(folder));
      for (TrialResult result : study.found().results()) {
        Place place = new Place(study, result);
        Place before = trials.putIfAbsent(List.of(result.trial(), result.data()), place);
        if (before != null) {
          throw twice(before, place);
        }
        requireAlike(columns.computeIfAbsent(column(result), key -> place), place);
        results.add(result);
      }
      titles.add(study.found().experiment().title());
      study.found().experiment().printed().forEach(published::putIfAbsent);
    }
    return new StudyFolders(titles.get(0), results, published);
  }

  private static List<Object> column(TrialResult result) {
    return List.of(result.trial().model(), result.data(), result.trial().backend());
  }

  private static ExperimentException twice(Place before, Place now) {
    return new ExperimentException(
        "%s and %s both hold %s on %s; a training counts once: leave one of them out."
            .formatted(
                before.study().folder(),
                now.study().folder(),
                now.result().trial(),
                now.result().data()));
  }

  private static void requireAlike(Place before, Place now) {
    Map<String, String> settings = before.study().found().experiment().settings();
    Map<String, String> others = now.study().found().experiment().settings();
    if (!settings.equals(others)) {
      throw new ExperimentException(
          "%s and %s trained %s differently (%s; %s), and would share a column; show them one at a time."
              .formatted(
                  before.study().folder(),
                  now.study().folder(),
                  now.result().trial().model(),
                  settings,
                  others));
    }
  }
}
