package org.ash.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a training has come: all that is needed, with the variables, to go on as if nothing had
 * happened. Shuffle and augmentation need no more than epoch and batch, for a pass is a pure
 * function of them and the seed.
 *
 * @param step steps done
 * @param epoch epochs done, so the number of the running one, from 0
 * @param batch batches done in the running epoch
 * @param examples examples in those batches
 * @param lossSum sum of their losses, each times its examples
 * @param correct how many of the examples were recognized
 * @param seconds spent in the running epoch
 * @param history the epochs that are done
 */
public record Progress(
    long step,
    int epoch,
    int batch,
    long examples,
    double lossSum,
    long correct,
    double seconds,
    List<EpochReport> history) {

  /** Copies the list. */
  public Progress {
    history = List.copyOf(history);
  }

  /** Nothing done yet. */
  static Progress start() {
    return new Progress(0, 0, 0, 0, 0, 0, 0, List.of());
  }

  /** After another step. */
  Progress plus(StepReport report) {
    return new Progress(
        step + 1,
        epoch,
        batch + 1,
        examples + report.examples(),
        lossSum + report.loss() * report.examples(),
        correct + Math.round(report.accuracy() * report.examples()),
        seconds + report.seconds(),
        history);
  }

  /** The running epoch's report. */
  EpochReport report(double learningRate, double more, Optional<Evaluation.Summary> test) {
    return new EpochReport(
        epoch + 1,
        step,
        lossSum / examples,
        (double) correct / examples,
        learningRate,
        seconds + more,
        test);
  }

  /** After the end of the running epoch. */
  Progress plus(EpochReport report) {
    List<EpochReport> longer = new ArrayList<>(history);
    longer.add(report);
    return new Progress(step, epoch + 1, 0, 0, 0, 0, 0, longer);
  }

  /** The epoch that was best by a metric; the first of equals; empty without a test set. */
  public Optional<EpochReport> best(TrainingConfig.Watched watched) {
    return history.stream()
        .filter(report -> report.test().isPresent())
        .reduce(
            (best, next) ->
                watched.better(next.test().orElseThrow(), best.test().orElseThrow()) ? next : best);
  }

  /** Whether a training has nothing left to do: all epochs are done, or it has stopped early. */
  public boolean finished(TrainingConfig config) {
    return epoch >= config.epochs() || exhausted(config);
  }

  /** Whether the test metric has not become better for as many epochs as is allowed. */
  boolean exhausted(TrainingConfig config) {
    Optional<EpochReport> best = best(config.watched());
    return config.patience() > 0
        && best.isPresent()
        && epoch - best.get().epoch() >= config.patience();
  }
}
