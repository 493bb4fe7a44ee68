package org.ash.cli.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.data.DataSets;

/**
 * A grid of trainings that differ in network, activation, engine and seed only.
 *
 * @param title for people
 * @param data specification of the data set
 * @param models names of networks
 * @param activations specifications
 * @param backends names of engines; empty takes the best that can run here
 * @param seeds one training each
 * @param settings the options of {@code ash train} in the file, by name without dashes
 * @param published figures to show beside the measured ones
 */
public record Experiment(
    String title,
    String data,
    List<String> models,
    List<String> activations,
    List<String> backends,
    List<Long> seeds,
    Map<String, String> settings,
    Optional<Published> published) {

  /**
   * Figures that others have printed, of the data that the file names.
   *
   * @param source where
   * @param top1 percent of images whose first guess is right, by model and activation
   */
  public record Published(String source, Map<String, Map<String, Double>> top1) {
    /** Copies the map. */
    public Published {
      top1 = Collections.unmodifiableMap(new LinkedHashMap<>(top1));
    }
  }

  /** Copies the lists. */
  public Experiment {
    models = List.copyOf(models);
    activations = List.copyOf(activations);
    backends = List.copyOf(backends);
    seeds = List.copyOf(seeds);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The figures that others have printed by the data set that they are of; none or one. */
  public Map<String, Published> printed() {
    return published.map(figures -> Map.of(data, figures)).orElse(Map.of());
  }

  /** The same grid on these engines. */
  public Experiment on(List<String> engines) {
    return new Experiment(title, data, models, activations, engines, seeds, settings, published);
  }

  /**
   * The same grid with other images; printed figures go with it where only the place is another.
   */
  public Experiment with(String images) {
    Optional<Published> comparable = published.filter(figures -> DataSets.sameImages(data, images));
    return new Experiment(
        title, images, models, activations, backends, seeds, settings, comparable);
  }

  /**
   * Results in the order of the trials, in whichever order these have ended; after them those of a
   * grid that was larger once.
   */
  List<TrialResult> ordered(List<TrialResult> results) {
    List<Trial> order = trials();
    Map<Trial, Integer> positions = new HashMap<>();
    order.forEach(trial -> positions.put(trial, positions.size()));
    return results.stream()
        .sorted(
            Comparator.comparingInt(result -> positions.getOrDefault(result.trial(), order.size())))
        .toList();
  }

  /** All trials; one seed of the whole grid comes before the next seed, so that rows fill early. */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (long seed : seeds) {
      for (String model : models) {
        for (String backend : backends) {
          for (String activation : activations) {
            trials.add(new Trial(model, activation, backend, seed));
          }
        }
      }
    }
    return trials;
  }
}
