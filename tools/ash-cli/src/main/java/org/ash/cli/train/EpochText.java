package org.ash.cli.train;

import java.util.ArrayList;
import java.util.List;
import org.ash.cli.output.Numbers;
import org.ash.train.EpochReport;
import org.ash.train.TrainingListener;

/** What both forms of progress say alike. */
final class EpochText {

  private static final double MUCH_WAITING = 0.1;

  private EpochText() {}

  /** What is ahead. */
  static String start(TrainingListener.Start start) {
    String begin =
        start.progress().step() == 0
            ? "Training"
            : "Going on after step " + Numbers.count(start.progress().step()) + ",";
    return "%s %s with %s: %s parameters, %d %s of %s steps, %d images each"
        .formatted(
            begin,
            start.config().model(),
            start.config().activation(),
            Numbers.count(start.parameters()),
            start.config().epochs(),
            start.config().epochs() == 1 ? "epoch" : "epochs",
            Numbers.count(start.batches()),
            start.config().batchSize());
  }

  /** How the last steps went, the most important first. */
  static List<String> recent(Pace pace) {
    List<String> facts = new ArrayList<>();
    facts.add(Numbers.duration(pace.secondsLeft()) + " left");
    facts.add("loss " + Numbers.decimal(pace.loss(), 4));
    facts.add("accuracy " + Numbers.percent(pace.accuracy()));
    facts.add(Numbers.count(Math.round(pace.imagesPerSecond())) + " images/s");
    String waiting = "%d %% waiting for data".formatted(Math.round(100 * pace.waitingShare()));
    // Where it slows the training down it must be seen on narrow terminals, too.
    facts.add(pace.waitingShare() < MUCH_WAITING ? facts.size() : 1, waiting);
    return List.copyOf(facts);
  }

  /** How far the evaluation that ends an epoch is. */
  static String evaluating(long done, long total) {
    return "evaluating: %s of %s test images".formatted(Numbers.count(done), Numbers.count(total));
  }

  /** What an epoch gave. */
  static String of(EpochReport report, int epochs) {
    String test =
        report
            .test()
            .map(
                summary ->
                    "  test: top 1 %s, loss %s"
                        .formatted(
                            Numbers.percent(summary.top1()), Numbers.decimal(summary.loss(), 4)))
            .orElse("");
    return "epoch %d/%d done in %s  training: accuracy %s, loss %s%s"
        .formatted(
            report.epoch(),
            epochs,
            Numbers.duration(report.seconds()),
            Numbers.percent(report.trainAccuracy()),
            Numbers.decimal(report.trainLoss(), 4),
            test);
  }
}
