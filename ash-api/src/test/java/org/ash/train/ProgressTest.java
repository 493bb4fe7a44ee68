package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.ash.train.TrainingConfig.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTest {

  private static Progress after(double[]... tests) {
    Progress progress = Progress.start();
    for (double[] test : tests) {
      Evaluation.Summary summary = new Evaluation.Summary(test[0], test[1], test[2], 10);
      progress =
          progress.plus(new EpochReport(progress.epoch() + 1, 0, 0, 0, 0, 0, Optional.of(summary)));
    }
    return progress;
  }

  @ParameterizedTest
  @CsvSource({"TOP1, 2", "TOP5, 1", "LOSS, 3"})
  void best_isTheFirstOfTheBestByTheWatchedMetric(Watched watched, int epoch) {
    Progress progress =
        after(
            new double[] {0.1, 0.9, 2},
            new double[] {0.5, 0.9, 3},
            new double[] {0.5, 0.8, 1},
            new double[] {0.4, 0.7, 1});
    assertEquals(epoch, progress.best(watched).orElseThrow().epoch());
  }

  @Test
  void lossThatIsNaN_isNeverBetter() {
    Progress progress = after(new double[] {0, 0, 2}, new double[] {0, 0, Double.NaN});
    assertEquals(1, progress.best(Watched.LOSS).orElseThrow().epoch());
  }

  @Test
  void lossThatIsNaN_isWorseThanAnyNumber() {
    Progress progress = after(new double[] {0, 0, Double.NaN}, new double[] {0, 0, 2});
    assertEquals(2, progress.best(Watched.LOSS).orElseThrow().epoch());
  }

  @ParameterizedTest
  @CsvSource({"4, 0, true", "5, 0, false", "5, 2, true", "5, 3, false"})
  void finished_isWhenAllEpochsAreDone_orTheBestIsAsLongAgoAsThePatience(
      int epochs, int patience, boolean finished) {
    Progress progress =
        after(
            new double[] {0.1, 1, 1},
            new double[] {0.5, 1, 1},
            new double[] {0.4, 1, 1},
            new double[] {0.5, 1, 1});
    TrainingConfig config =
        TrainingConfig.builder("resnet-8", "relu", 2)
            .epochs(epochs)
            .earlyStop(Watched.TOP1, patience)
            .build();
    assertEquals(finished, progress.finished(config));
  }

  @Test
  void patience_withoutATestSet_neverEnds() {
    Progress progress =
        Progress.start().plus(new EpochReport(1, 1, 1, 0, 0.1, 1, Optional.empty()));
    TrainingConfig config =
        TrainingConfig.builder("resnet-8", "relu", 2).epochs(2).earlyStop(Watched.TOP1, 1).build();
    assertFalse(progress.finished(config));
  }

  @Test
  void epochReport_isTheMeanOverExamples() {
    Progress progress =
        Progress.start()
            .plus(new StepReport(1, 2, 1, 1, 2, 8, 1.0, 0.5, 0, 0.1, 2, 0))
            .plus(new StepReport(2, 2, 1, 2, 2, 4, 4.0, 0.25, 0, 0.1, 3, 0));
    EpochReport report = progress.report(0.1, 1, Optional.empty());
    assertEquals(new EpochReport(1, 2, 2.0, 5.0 / 12, 0.1, 6, Optional.empty()), report);
  }

  @ParameterizedTest
  @CsvSource({"top1, TOP1", "top5, TOP5", "loss, LOSS"})
  void watched_isReadFromItsName(String text, Watched watched) {
    assertEquals(watched, Watched.parse(text));
  }

  @Test
  void unknownMetric_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Watched.parse("accuracy"));
  }
}
