package org.ash.cli.train;

import org.ash.train.EpochReport;
import org.ash.train.StepReport;
import org.ash.train.TrainingListener;

/** How fast a training goes, how it does of late, and how long it will still take. */
final class Pace {
  /** Weight of the newest step; the last twenty or so count. */
  private static final double NEWEST = 0.1;

  private double secondsPerStep = Double.NaN;
  private double loss = Double.NaN;
  private double accuracy = Double.NaN;
  private double waitingShare = Double.NaN;
  private double epochStepSeconds;
  private double evaluationSeconds;
  private long stepsSeen;
  private StepReport last;
  private int epochs;

  /** A training begins. */
  void start(TrainingListener.Start start) {
    epochs = start.config().epochs();
    // An epoch's report counts what was done of it before an interruption, too.
    epochStepSeconds = start.progress().seconds();
  }

  /** A step was done. */
  void step(StepReport report) {
    last = report;
    stepsSeen++;
    epochStepSeconds += report.seconds();
    loss = smooth(loss, report.loss());
    accuracy = smooth(accuracy, report.accuracy());
    waitingShare = smooth(waitingShare, report.waitSeconds() / report.seconds());
    // The first step also compiles what the engine compiles lazily.
    secondsPerStep = stepsSeen == 2 ? report.seconds() : smooth(secondsPerStep, report.seconds());
  }

  /** An epoch was done. */
  void epoch(EpochReport report) {
    evaluationSeconds = Math.max(0, report.seconds() - epochStepSeconds);
    epochStepSeconds = 0;
  }

  /** Mean loss of the last steps. */
  double loss() {
    return loss;
  }

  /** Mean accuracy of the last steps, in [0, 1]. */
  double accuracy() {
    return accuracy;
  }

  /** Share of the time of the last steps that they waited for data, in [0, 1]. */
  double waitingShare() {
    return waitingShare;
  }

  /** Speed of the last steps. */
  double imagesPerSecond() {
    return last.examples() / secondsPerStep;
  }

  /** Time until the end, evaluations included once one has been seen. */
  double secondsLeft() {
    return (last.steps() - last.step()) * secondsPerStep
        + (epochs - last.epoch() + 1) * evaluationSeconds;
  }

  private static double smooth(double before, double now) {
    return Double.isNaN(before) ? now : before + NEWEST * (now - before);
  }
}
