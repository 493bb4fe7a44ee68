package org.ash.cli.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ash.cli.output.BalanceText;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.EvaluationMetrics;
import org.ash.train.ClassBalance;
import org.ash.train.EpochReport;
import org.ash.train.Evaluation;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingResult;

/** What a training says at its end: the result, where things are, what can be done next. */
public final class RunSummary {
  private RunSummary() {}

  /**
   * A run, as programs get it; the metrics are those of the last epoch.
   *
   * @param top1 of the test set, in 0..1; empty before the first epoch is done
   * @param largestClassShare of the test set, in 0..1: who always names it is right as often
   * @param seconds time in epochs that are done, evaluations included
   * @param missing what the record lacks, a sentence for each file; empty when it is complete
   */
  public record Result(
      String run,
      String status,
      int epochs,
      long steps,
      Optional<Double> top1,
      Optional<Double> top5,
      Optional<Double> testLoss,
      Optional<Double> balancedAccuracy,
      Optional<Double> largestClassShare,
      double seconds,
      Optional<String> checkpoint,
      String report,
      List<String> missing) {}

  /** For programs. */
  public static Result json(Path folder, RunTraining.Outcome outcome) {
    TrainingResult result = outcome.result();
    Optional<Evaluation.Summary> test = result.test();
    Optional<ClassBalance> balance = seen(folder, result).map(RunSummary::balance);
    return new Result(
        folder.toString(),
        result.status().name().toLowerCase(Locale.ROOT),
        result.progress().history().size(),
        result.progress().step(),
        test.map(Evaluation.Summary::top1),
        test.map(Evaluation.Summary::top5),
        test.map(Evaluation.Summary::loss),
        balance.map(ClassBalance::balancedAccuracy),
        balance.map(ClassBalance::largestShare),
        seconds(result),
        result.checkpoint().map(Path::toString),
        folder.resolve(HtmlReport.NAME).toString(),
        outcome.missing());
  }

  /** For people. */
  public static void print(
      Output output, Path folder, TrainingConfig config, TrainingResult result) {
    if (result.status() == TrainingResult.Status.INTERRUPTED) {
      output.note(
          "Stopped after step %s; nothing is lost. Go on with:"
              .formatted(Numbers.count(result.progress().step())));
      output.note("  " + Hint.of("resume", "--run", folder));
      return;
    }
    headline(output, config, result);
    seen(folder, result)
        .ifPresent(
            seen -> {
              output.line(BalanceText.line(balance(seen), seen.classNames()));
              BalanceText.warn(output, balance(seen));
            });
    output.line("");
    output.line("report       " + folder.resolve(HtmlReport.NAME));
    result.checkpoint().ifPresent(path -> output.line("checkpoint   " + path));
    output.line("curves       tensorboard --logdir " + folder);
    output.line("");
    output.line("Next:");
    output.line("  " + Hint.of("eval", "--run", folder));
    output.line("  " + Hint.of("figures", "--run", folder));
    output.line("  " + Hint.of("predict", "--run", folder, "IMAGE..."));
    output.line("  " + Hint.of("export", "--run", folder, "--out", folder.resolve("model.onnx")));
  }

  /** What the evaluation after the last epoch showed; empty where the folder lacks it. */
  private static Optional<EvaluationMetrics> seen(Path folder, TrainingResult result) {
    return result.test().isEmpty()
        ? Optional.empty()
        : EvaluationFile.read(folder)
            .filter(seen -> seen.epoch() == result.progress().history().size());
  }

  private static ClassBalance balance(EvaluationMetrics seen) {
    return ClassBalance.of(seen.confusion());
  }

  private static void headline(Output output, TrainingConfig config, TrainingResult result) {
    result
        .test()
        .ifPresent(
            test ->
                output.heading(
                    "top 1 %s   top 5 %s   loss %s"
                        .formatted(
                            Numbers.percent(test.top1()),
                            Numbers.percent(test.top5()),
                            Numbers.decimal(test.loss(), 4))));
    int done = result.progress().history().size();
    String best =
        result
            .progress()
            .best(config.watched())
            .map(EpochReport::epoch)
            .filter(epoch -> epoch != done)
            .map(epoch -> "; epoch " + epoch + " was the best and is kept, too")
            .orElse("");
    output.line(
        "%s with %s on %s: %d %s in %s%s%s"
            .formatted(
                config.model(),
                config.activation(),
                config.data(),
                done,
                done == 1 ? "epoch" : "epochs",
                Numbers.duration(seconds(result)),
                result.status() == TrainingResult.Status.EARLY_STOPPED ? ", stopped early" : "",
                best));
  }

  private static double seconds(TrainingResult result) {
    return result.progress().history().stream().mapToDouble(EpochReport::seconds).sum();
  }
}
