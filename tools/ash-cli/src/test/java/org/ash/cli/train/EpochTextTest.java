package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ash.train.StepReport;
import org.junit.jupiter.api.Test;

/** What a line of progress says of the last steps. */
final class EpochTextTest {

  /** Steps of 128 images and two seconds. */
  private static List<String> afterSteps(double waitSeconds) {
    Pace pace = new Pace();
    for (int step = 1; step <= 3; step++) {
      pace.step(new StepReport(step, 9, 1, step, 9, 128, 1.5, 0.25, 1, 0.1, 2, waitSeconds));
    }
    return EpochText.recent(pace);
  }

  @Test
  void littleWaiting_isToldLast() {
    assertEquals(
        List.of(
            "12 s left", "loss 1.5000", "accuracy 25.00 %", "64 images/s", "3 % waiting for data"),
        afterSteps(0.06));
  }

  @Test
  void muchWaiting_isToldBeforeWhatItMakesSlow() {
    assertEquals("25 % waiting for data", afterSteps(0.5).get(1));
  }
}
