package org.ash.cli.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.ash.activation.Activations;
import org.ash.data.DataSets;
import org.ash.spi.BackendException;
import org.ash.spi.Backends;
import org.ash.text.NearestNames;
import org.ash.zoo.Zoo;

/**
 * Reads experiments:
 *
 * <pre>
 * title: ReLU against ASH
 * data: cifar10:data/cifar-10-batches-bin
 * models: [resnet-20]
 * activations: [relu, ash, "ash:top=10%"]
 * seeds: 3                  # 1, 2 and 3; or a list
 * backends: [tensorflow]    # or left out: the best that can run here
 * training:                 # options of ash train, without dashes
 *   epochs: 10
 *   batch: 128
 * scales:                   # what --scale NAME replaces
 *   tiny:
 *     data: shapes
 *     training: {epochs: 1}
 * published:                # figures to show beside the measured ones
 *   source: Somebody et al., 2022
 *   top1: {resnet-20: {relu: 91.25}}
 * </pre>
 */
public final class ExperimentFile {
  /** Experiments that come with the program. */
  public static final List<String> READY = List.of("cifar-10", "cifar-100", "imagenet", "ablation");

  private static final String ENDING = ".yaml";
  private static final List<String> GRID =
      List.of("title", "data", "models", "activations", "seeds", "backends", "training");
  private static final long MOST_SEEDS = 1000;

  /** The scale that was asked for, if any, then the file itself: the first that has a key wins. */
  private final List<YamlSection> sections;

  private final YamlSection root;

  private ExperimentFile(YamlSection root, List<YamlSection> sections) {
    this.root = root;
    this.sections = sections;
  }

  /**
   * Reads a file, or an experiment that comes with the program.
   *
   * @param name path of a file, or one of {@link #READY}
   * @param scale name of a scale of it; empty takes it at full size
   * @throws ExperimentException when there is no such file or scale, or a line of it is wrong
   */
  public static Experiment read(String name, Optional<String> scale) throws IOException {
    try (Reader reader = open(name)) {
      YamlSection root = YamlSection.read(name, reader);
      List<String> known = new ArrayList<>(GRID);
      known.add("scales");
      known.add("published");
      root.allow(known);
      List<YamlSection> sections = new ArrayList<>();
      Optional<YamlSection> scales = root.section("scales");
      scales.ifPresent(ExperimentFile::check);
      if (scale.isPresent()) {
        sections.add(chosen(name, scale.get(), scales));
      }
      sections.add(root);
      return new ExperimentFile(root, sections).experiment(name);
    }
  }

  /** Those that were not asked for, too: a mistake is better told today. */
  private static void check(YamlSection scales) {
    for (YamlText key : scales.keys()) {
      YamlSection scale = scales.section(key.text()).orElseThrow();
      scale.allow(GRID);
      settings(scale);
    }
  }

  private static YamlSection chosen(String file, String scale, Optional<YamlSection> scales) {
    List<String> names =
        scales.stream().flatMap(all -> all.keys().stream()).map(YamlText::text).toList();
    return scales
        .flatMap(all -> all.section(scale))
        .orElseThrow(
            () ->
                new ExperimentException(
                    file
                        + " has no scale '"
                        + scale
                        + "'. It has: "
                        + (names.isEmpty() ? "none" : String.join(", ", names))
                        + "."
                        + NearestNames.question(scale, names)));
  }

  private static Reader open(String name) throws IOException {
    Path file = Path.of(name);
    if (Files.isRegularFile(file)) {
      return Files.newBufferedReader(file);
    }
    if (READY.contains(name)) {
      InputStream ready = ExperimentFile.class.getResourceAsStream(name + ENDING);
      return new InputStreamReader(ready, StandardCharsets.UTF_8);
    }
    throw new ExperimentException(
        "No experiment '"
            + name
            + "': it is no file, and none of those that come with the program: "
            + String.join(", ", READY)
            + "."
            + NearestNames.question(name, READY));
  }

  private Experiment experiment(String name) {
    String data = text("data").map(YamlText::text).orElseThrow(() -> missing("data"));
    // The figures are of the file's own images; a scale may take others.
    String printed = root.text("data").map(YamlText::text).orElse(data);
    return new Experiment(
        text("title").map(YamlText::text).orElse(name),
        data,
        names("models", Zoo::entry),
        activations(),
        sections.stream().anyMatch(section -> section.texts("backends").isPresent())
            ? names("backends", Backends.find()::choose)
            : List.of(),
        seeds(),
        settings(),
        root.section("published")
            .map(ExperimentFile::published)
            .filter(figures -> DataSets.sameImages(printed, data)));
  }

  private Optional<YamlText> text(String key) {
    return first(section -> section.text(key));
  }

  private <T> Optional<T> first(Function<YamlSection, Optional<T>> value) {
    return sections.stream().map(value).flatMap(Optional::stream).findFirst();
  }

  /** Distinct names, each of which is known. */
  private List<String> names(String key, Consumer<String> check) {
    List<YamlText> texts = first(section -> section.texts(key)).orElseThrow(() -> missing(key));
    Set<String> names = new LinkedHashSet<>();
    for (YamlText text : texts) {
      checked(text, check);
      if (!names.add(text.text())) {
        throw text.wrong("'" + text.text() + "' stands there twice.");
      }
    }
    return List.copyOf(names);
  }

  private static void checked(YamlText text, Consumer<String> check) {
    try {
      check.accept(text.text());
    } catch (IllegalArgumentException | BackendException e) {
      throw new ExperimentException(text.place() + ": " + e.getMessage(), e);
    }
  }

  private List<String> activations() {
    return names("activations", Activations::parse).stream()
        .map(spec -> Activations.parse(spec).spec())
        .distinct()
        .toList();
  }

  private List<Long> seeds() {
    boolean list =
        first(section -> section.texts("seeds").map(s -> section.isList("seeds"))).orElse(false);
    List<YamlText> texts = first(section -> section.texts("seeds")).orElse(List.of());
    if (texts.isEmpty()) {
      return List.of(1L);
    }
    if (list) {
      return texts.stream().map(YamlText::count).distinct().toList();
    }
    long count = texts.get(0).count();
    if (count < 1 || count > MOST_SEEDS) {
      throw texts.get(0).wrong("seeds is a list, or a count of 1 to " + MOST_SEEDS + ".");
    }
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    // The file first, then what the scale replaces.
    for (int i = sections.size() - 1; i >= 0; i--) {
      settings.putAll(settings(sections.get(i)));
    }
    return settings;
  }

  private static Map<String, String> settings(YamlSection section) {
    Map<String, String> settings = new LinkedHashMap<>();
    Optional<YamlSection> training = section.section("training");
    if (training.isPresent()) {
      training.get().allow(TrainingSettings.names());
      for (YamlText key : training.get().keys()) {
        YamlText value = training.get().text(key.text()).orElseThrow();
        TrainingSettings.check(key, value);
        settings.put(key.text(), value.text());
      }
    }
    return settings;
  }

  private static Experiment.Published published(YamlSection section) {
    section.allow(List.of("source", "top1"));
    String source =
        section
            .text("source")
            .map(YamlText::text)
            .orElseThrow(() -> new ExperimentException(section.place() + ": 'source' is missing."));
    Map<String, Map<String, Double>> top1 = new LinkedHashMap<>();
    Optional<YamlSection> models = section.section("top1");
    if (models.isPresent()) {
      for (YamlText model : models.get().keys()) {
        checked(model, Zoo::entry);
        top1.put(model.text(), figures(models.get().section(model.text()).orElseThrow()));
      }
    }
    return new Experiment.Published(source, top1);
  }

  private static Map<String, Double> figures(YamlSection section) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (YamlText activation : section.keys()) {
      checked(activation, Activations::parse);
      figures.put(
          Activations.parse(activation.text()).spec(),
          section.text(activation.text()).orElseThrow().number());
    }
    return figures;
  }

  private ExperimentException missing(String key) {
    return new ExperimentException(root.place() + ": '" + key + "' is missing.");
  }
}
