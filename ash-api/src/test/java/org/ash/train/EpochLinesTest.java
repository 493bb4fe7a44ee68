package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EpochLinesTest {
  private final Locale before = Locale.getDefault();
  private final List<String> lines = new ArrayList<>();
  private final EpochLines listener = new EpochLines(lines::add);

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void firstStepAlone_isTold() {
    listener.onStep(new StepReport(1, 8, 1, 1, 4, 16, 2.5, 0.25, 1, 0.1, 0.5, 0));
    listener.onStep(new StepReport(2, 8, 1, 2, 4, 16, 2.25, 0.5, 1, 0.1, 0.5, 0));
    assertEquals(List.of("epoch 1/0  first step done, loss 2.5000, 0.5 s"), lines);
  }

  @Test
  void epoch_isTold_withItsTestWhereThereIsOne_whateverTheLocale() {
    Locale.setDefault(Locale.GERMANY);
    listener.onEpoch(new EpochReport(1, 4, 1.5, 0.75, 0.1, 2, Optional.empty()));
    listener.onEpoch(
        new EpochReport(
            2, 8, 1.25, 0.875, 0.1, 3, Optional.of(new Evaluation.Summary(0.5, 1, 1.75, 64))));
    assertEquals(
        List.of(
            "epoch 1/0  loss 1.5000  accuracy 75.00 %  2.0 s",
            "epoch 2/0  loss 1.2500  accuracy 87.50 %  test 50.00 %  3.0 s"),
        lines);
  }
}
