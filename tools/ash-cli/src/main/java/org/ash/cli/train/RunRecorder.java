package org.ash.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ash.cli.output.Numbers;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.ActivationMetrics;
import org.ash.cli.run.EpochMetrics;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.cli.run.EventFile;
import org.ash.cli.run.ExampleFile;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.cli.run.StepMetrics;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.Progress;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;
import org.ash.train.TrainingResult;

/**
 * Writes down what happens in a run: metrics, TensorBoard events, and after each epoch, once its
 * checkpoint is on the disk, the report. A file that cannot be written does not end the training;
 * it is warned of once, tried again at each write, and told of at the end if it stays incomplete.
 */
final class RunRecorder implements TrainingListener, AutoCloseable {
  private final Path folder;
  private final RunConfig config;
  private final LatestEvaluation latest;
  private final List<StepMetrics> steps = new ArrayList<>();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final Consumer<String> tell;
  private final RecordedFile metricsRecord;
  private final RecordedFile eventsRecord;
  private final RecordedFile evaluationRecord;
  private final RecordedFile examplesRecord;
  private final RecordedFile reportRecord;
  private Optional<MetricsFile> metrics = Optional.empty();
  private Optional<EventFile> events = Optional.empty();
  private Optional<Evaluation> evaluation = Optional.empty();
  private boolean epochToReport;
  private long savedStep;

  /**
   * For a run folder that exists when the training starts.
   *
   * @param latest what the evaluation after the last epoch showed
   * @param tell where warnings go, each a line
   */
  RunRecorder(Path folder, RunConfig config, LatestEvaluation latest, Consumer<String> tell) {
    this.folder = folder;
    this.config = config;
    this.latest = latest;
    this.tell = tell;
    metricsRecord = new RecordedFile(folder.resolve(MetricsFile.NAME), tell);
    eventsRecord = new RecordedFile(folder.resolve("events.out.tfevents.*"), tell);
    evaluationRecord = new RecordedFile(folder.resolve(EvaluationFile.NAME), tell);
    examplesRecord = new RecordedFile(folder.resolve(ExampleFile.NAME), tell);
    reportRecord = new RecordedFile(folder.resolve(HtmlReport.NAME), tell);
  }

  @Override
  public void onStart(Start start) {
    long step = start.progress().step();
    try {
      metrics = Optional.of(MetricsFile.open(folder, step, start.progress().epoch()));
      steps.addAll(MetricsFile.steps(folder));
      epochs.addAll(MetricsFile.epochs(folder));
      events = Optional.of(EventFile.create(folder, step));
    } catch (IOException e) {
      throw new RunException(
          "%s: metrics cannot be written: %s. Mend that and try again.%s"
              .formatted(
                  folder,
                  e.getMessage(),
                  step == 0 ? "" : " Nothing is lost: the checkpoints are as they were."),
          e);
    }
    savedStep = step;
    if (latest.restore(start.progress(), tell)) {
      keepEvaluation();
    }
  }

  private void keepEvaluation() {
    latest
        .metrics()
        .ifPresent(
            metrics -> evaluationRecord.replace(() -> EvaluationFile.write(folder, metrics)));
    latest
        .examples()
        .ifPresent(images -> examplesRecord.replace(() -> ExampleFile.write(folder, images)));
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
    scalars.put("train/waiting_share", report.waitSeconds() / report.seconds());
    metricsRecord.write(() -> metrics.orElseThrow().step(line));
    eventsRecord.write(() -> events.orElseThrow().scalars(report.step(), scalars));
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
    EvaluationMetrics seen = latest.look(report, evaluation.orElseThrow());
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("test/loss", test.loss());
    scalars.put("test/top1", test.top1());
    scalars.put("test/top5", test.top5());
    for (ActivationMetrics place : seen.activations()) {
      scalars.put("ash/" + place.place() + "/alpha", place.alpha());
      scalars.put("ash/" + place.place() + "/z", place.z());
      scalars.put("ash/" + place.place() + "/share", place.activeShare());
    }
    metricsRecord.write(() -> metrics.orElseThrow().epoch(line));
    eventsRecord.write(() -> events.orElseThrow().scalars(report.step(), scalars));
  }

  @Override
  public void onCheckpoint(Path checkpoint, Progress progress) {
    savedStep = progress.step();
    if (epochToReport) {
      epochToReport = false;
      keepEvaluation();
      boolean last = progress.epoch() == config.training().epochs();
      report(last ? RunRecord.COMPLETED : "The training still runs.");
    }
  }

  @Override
  public void onEnd(TrainingResult result) {
    report(
        switch (result.status()) {
          case COMPLETED -> RunRecord.COMPLETED;
          case EARLY_STOPPED -> RunRecord.stoppedEarly(config);
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
    RunRecord record =
        new RunRecord(
            folder, config, savedStep, steps, epochs, latest.metrics(), latest.examples());
    reportRecord.replace(() -> record.report(status));
  }

  /** Tries once more what could not be written; what is missing then, a sentence for each file. */
  List<String> missing() {
    List<RecordedFile> files =
        List.of(metricsRecord, eventsRecord, evaluationRecord, examplesRecord, reportRecord);
    files.forEach(RecordedFile::retry);
    return files.stream().flatMap(file -> file.missing().stream()).toList();
  }

  @Override
  public void close() {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      tell.accept(
          "ash: warning: the record of this run is incomplete (its checkpoints are not touched by"
              + " that): "
              + String.join("; ", missing)
              + ".");
    }
    try {
      if (metrics.isPresent()) {
        metrics.get().close();
      }
      if (events.isPresent()) {
        events.get().close();
      }
    } catch (IOException e) {
      tell.accept("ash: warning: %s: %s.".formatted(folder, e.getMessage()));
    }
  }
}
