package org.ash.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ash.cli.output.Numbers;
import org.ash.cli.report.ActivationRow;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.report.RunReport;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EventFile;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.cli.run.StepMetrics;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.Inspection;
import org.ash.train.Progress;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;
import org.ash.train.TrainingResult;

/**
 * Writes down what happens in a run: metrics, TensorBoard events, and after each epoch, once its
 * checkpoint is on the disk, the report.
 */
final class RunRecorder implements TrainingListener, AutoCloseable {
  private final Path folder;
  private final RunConfig config;
  private final Supplier<List<Inspection>> inspect;
  private final List<StepMetrics> steps = new ArrayList<>();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private Optional<MetricsFile> metrics = Optional.empty();
  private Optional<EventFile> events = Optional.empty();
  private List<Inspection> activations = List.of();
  private Optional<Evaluation> evaluation = Optional.empty();
  private boolean epochToReport;

  /**
   * For a run folder that exists when the training starts.
   *
   * @param inspect what the activations have learned so far
   */
  RunRecorder(Path folder, RunConfig config, Supplier<List<Inspection>> inspect) {
    this.folder = folder;
    this.config = config;
    this.inspect = inspect;
  }

  @Override
  public void onStart(Start start) {
    writing(
        () -> {
          metrics = Optional.of(MetricsFile.open(folder, start.progress().step()));
          steps.addAll(MetricsFile.steps(folder));
          epochs.addAll(MetricsFile.epochs(folder));
          events = Optional.of(EventFile.create(folder));
        });
  }

  @Override
  public void onStep(StepReport report) {
    StepMetrics line =
        new StepMetrics(
            report.step(),
            report.epoch(),
            report.loss(),
            report.accuracy(),
            report.learningRate(),
            report.examples() / report.seconds());
    steps.add(line);
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/loss", line.loss());
    scalars.put("train/accuracy", line.accuracy());
    scalars.put("train/learning_rate", line.learningRate());
    scalars.put("train/gradient_norm", report.gradientNorm());
    scalars.put("train/images_per_second", line.imagesPerSecond());
    writing(
        () -> {
          metrics.orElseThrow().step(line);
          events.orElseThrow().scalars(report.step(), scalars);
        });
  }

  @Override
  public void onEvaluation(Evaluation result) {
    evaluation = Optional.of(result);
  }

  @Override
  public void onEpoch(EpochReport report) {
    report.test().ifPresent(test -> epoch(report, test));
    epochToReport = true;
  }

  private void epoch(EpochReport report, Evaluation.Summary test) {
    EpochMetrics line =
        new EpochMetrics(
            report.epoch(),
            report.step(),
            report.trainLoss(),
            report.trainAccuracy(),
            test.loss(),
            test.top1(),
            test.top5(),
            report.seconds());
    epochs.add(line);
    activations = inspect.get();
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("test/loss", test.loss());
    scalars.put("test/top1", test.top1());
    scalars.put("test/top5", test.top5());
    for (Inspection place : activations) {
      scalars.put("ash/" + place.place() + "/alpha", place.alpha());
      scalars.put("ash/" + place.place() + "/z", place.z());
      scalars.put("ash/" + place.place() + "/share", place.share());
    }
    writing(
        () -> {
          metrics.orElseThrow().epoch(line);
          events.orElseThrow().scalars(report.step(), scalars);
        });
  }

  @Override
  public void onCheckpoint(Path checkpoint, Progress progress) {
    if (epochToReport) {
      epochToReport = false;
      boolean last = progress.epoch() == config.training().epochs();
      report(last ? "All epochs are done." : "The training still runs.");
    }
  }

  @Override
  public void onEnd(TrainingResult result) {
    report(
        switch (result.status()) {
          case COMPLETED -> "All epochs are done.";
          case EARLY_STOPPED ->
              "Stopped early: no better epoch within " + config.training().patience() + ".";
          case INTERRUPTED ->
              "Interrupted after step "
                  + Numbers.count(result.progress().step())
                  + "; it can be resumed.";
        });
  }

  /** Writes the report once more, with what the training failed of. */
  void failed(String reason) {
    report("The training failed: " + reason);
  }

  private void report(String status) {
    RunReport report =
        new RunReport(
            "%s with %s on %s"
                .formatted(
                    config.training().model(),
                    config.training().activation(),
                    config.training().data()),
            status,
            config.rows(),
            config.environment(),
            steps,
            epochs,
            activations.stream()
                .map(p -> new ActivationRow(p.place(), p.alpha(), p.z(), p.share()))
                .toList(),
            evaluation.map(Evaluation::classNames).orElse(List.of()),
            evaluation.map(RunRecorder::confusion).orElse(List.of()));
    writing(() -> HtmlReport.write(folder, report));
  }

  private static List<List<Long>> confusion(Evaluation evaluation) {
    int classes = evaluation.classNames().size();
    return IntStream.range(0, classes)
        .mapToObj(
            actual ->
                IntStream.range(0, classes)
                    .mapToObj(guessed -> evaluation.confusion(actual, guessed))
                    .toList())
        .toList();
  }

  @Override
  public void close() {
    writing(
        () -> {
          if (metrics.isPresent()) {
            metrics.get().close();
          }
          if (events.isPresent()) {
            events.get().close();
          }
        });
  }

  /** Something that writes files. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new RunException(
          "%s: metrics and report could not be written: %s. Mend that and go on from the last checkpoint: tools/ash resume --run %s"
              .formatted(folder, e.getMessage(), folder),
          e);
    }
  }
}
