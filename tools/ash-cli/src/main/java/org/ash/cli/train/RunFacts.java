package org.ash.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.train.Evaluation;
import org.ash.train.TrainingConfig;

/** What a report tells at a glance: when, how long, which epoch was the best, how to go on. */
final class RunFacts {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private RunFacts() {}

  /** Facts by name, in the order to show. */
  static Map<String, String> of(Path folder, RunConfig run, List<EpochMetrics> epochs) {
    TrainingConfig training = run.training();
    Map<String, String> facts = new LinkedHashMap<>();
    config(folder).ifPresent(config -> sittings(facts, config));
    facts.put("page written", MINUTE.format(Instant.now()));
    double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
    facts.put(
        "took",
        "%s in %d of %d epochs"
            .formatted(Numbers.duration(seconds), epochs.size(), training.epochs()));
    best(training.watched(), epochs)
        .ifPresent(
            best ->
                facts.put(
                    "best epoch",
                    "%d, by %s: top 1 %s, test loss %s"
                        .formatted(
                            best.epoch(),
                            training.watched(),
                            Numbers.percent(best.top1()),
                            Numbers.decimal(best.testLoss(), 4))));
    facts.put("made by", Environment.inShort(run.environment()));
    return facts;
  }

  private static Optional<ObjectNode> config(Path folder) {
    try {
      return Optional.of(RunFolder.open(folder).config());
    } catch (IOException | RunException e) {
      return Optional.empty(); // Whoever reads the run next is told; the report does without.
    }
  }

  private static void sittings(Map<String, String> facts, ObjectNode config) {
    RunConfig.started(config).flatMap(RunFacts::minute).ifPresent(t -> facts.put("started", t));
    List<JsonNode> resumed = RunConfig.resumed(config);
    if (!resumed.isEmpty()) {
      String times = resumed.size() == 1 ? "once" : resumed.size() + " times";
      facts.put(
          "resumed",
          RunConfig.started(resumed.get(resumed.size() - 1))
              .flatMap(RunFacts::minute)
              .map(last -> times + ", last " + last)
              .orElse(times));
    }
  }

  private static Optional<String> minute(String instant) {
    try {
      return Optional.of(MINUTE.format(Instant.parse(instant)));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // Somebody has edited the file.
    }
  }

  private static Optional<EpochMetrics> best(
      TrainingConfig.Watched watched, List<EpochMetrics> epochs) {
    return epochs.stream()
        .reduce((best, next) -> watched.better(summary(next), summary(best)) ? next : best);
  }

  private static Evaluation.Summary summary(EpochMetrics epoch) {
    return new Evaluation.Summary(epoch.top1(), epoch.top5(), epoch.testLoss(), 1);
  }

  /** Commands that go on from here, by what they do. */
  static Map<String, String> next(
      Path folder, TrainingConfig training, List<EpochMetrics> epochs, long savedStep) {
    Map<String, String> next = new LinkedHashMap<>();
    if (savedStep == 0) {
      return next;
    }
    if (epochs.size() < training.epochs()) {
      next.put("train on", Hint.of("resume", "--run", folder));
    }
    next.put("measure again", Hint.of("eval", "--run", folder));
    next.put("look inside", Hint.of("figures", "--run", folder));
    next.put("classify images", Hint.of("predict", "--run", folder, "IMAGE..."));
    next.put(
        "use it elsewhere",
        Hint.of("export", "--run", folder, "--out", folder.resolve("model.onnx")));
    return next;
  }
}
