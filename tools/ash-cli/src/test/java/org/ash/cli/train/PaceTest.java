package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.ash.train.EpochReport;
import org.ash.train.Progress;
import org.ash.train.StepReport;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingListener;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final int BATCHES = 10;
  private static final int EPOCHS = 3;

  private static StepReport step(int step) {
    int epoch = (step - 1) / BATCHES + 1;
    int batch = (step - 1) % BATCHES + 1;
    return new StepReport(
        step, BATCHES * EPOCHS, epoch, batch, BATCHES, 8, 1, 0.5, 1, 0.1, /* seconds= */ 2, 0);
  }

  /** Seconds left after the first step of the second epoch; evaluating takes 5 s. */
  private static double secondsLeft(Progress begin) {
    Pace pace = new Pace();
    TrainingConfig config = TrainingConfig.builder("resnet-8", "relu", 10).epochs(EPOCHS).build();
    pace.start(new TrainingListener.Start(config, begin, BATCHES, BATCHES * EPOCHS, 1));
    for (int step = begin.batch() + 1; step <= BATCHES; step++) {
      pace.step(step(step));
    }
    pace.epoch(new EpochReport(1, BATCHES, 1, 0.5, 0.1, 2 * BATCHES + 5, Optional.empty()));
    pace.step(step(BATCHES + 1));
    return pace.secondsLeft();
  }

  @Test
  void timeLeft_countsStepsAndEvaluations() {
    assertEquals(
        2 * (2 * BATCHES - 1) + 2 * 5,
        secondsLeft(new Progress(0, 0, 0, 0, 0, 0, 0, List.of())),
        1e-9);
  }

  @Test
  void timeLeft_afterResumingInsideAnEpoch_isTheSame() {
    Progress interrupted = new Progress(7, 0, 7, 56, 56, 28, 14, List.of());
    assertEquals(2 * (2 * BATCHES - 1) + 2 * 5, secondsLeft(interrupted), 1e-9);
  }
}
