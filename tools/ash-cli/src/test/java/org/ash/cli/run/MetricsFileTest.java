package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWritten_isReadBack() throws IOException {
    EpochMetrics epoch = epoch(1, 2);
    try (MetricsFile metrics = MetricsFile.open(folder, 0, 0)) {
      metrics.step(step(1));
      metrics.step(step(2));
      metrics.epoch(epoch);
    }
    assertEquals(List.of(step(1), step(2)), MetricsFile.steps(folder));
    assertEquals(List.of(epoch), MetricsFile.epochs(folder));
  }

  @Test
  void resume_dropsWhatCameAfterTheCheckpoint_andHalfALine() throws IOException {
    try (MetricsFile metrics = MetricsFile.open(folder, 0, 0)) {
      for (int i = 1; i <= 5; i++) {
        metrics.step(step(i));
      }
    }
    Files.writeString(
        folder.resolve(MetricsFile.NAME), "{\"kind\":\"step\",\"st", StandardOpenOption.APPEND);
    try (MetricsFile metrics = MetricsFile.open(folder, 3, 0)) {
      metrics.step(step(4));
    }
    assertEquals(List.of(step(1), step(2), step(3), step(4)), MetricsFile.steps(folder));
  }

  /** Killed between telling of an epoch and saving it, where the steps had been saved before. */
  @Test
  void resume_dropsAnEpochThatIsNotDone_thoughItsStepsAre() throws IOException {
    try (MetricsFile metrics = MetricsFile.open(folder, 0, 0)) {
      metrics.step(step(1));
      metrics.epoch(epoch(1, 1));
      metrics.step(step(2));
      metrics.epoch(epoch(2, 2));
    }
    try (MetricsFile metrics = MetricsFile.open(folder, 2, 1)) {
      metrics.epoch(epoch(2, 2));
    }
    assertEquals(List.of(step(1), step(2)), MetricsFile.steps(folder));
    assertEquals(List.of(epoch(1, 1), epoch(2, 2)), MetricsFile.epochs(folder));
  }

  private static EpochMetrics epoch(int number, long step) {
    return new EpochMetrics(number, step, 2.1, 0.3, 2.0, 0.35, 0.8, 12.5);
  }

  private static StepMetrics step(int number) {
    return new StepMetrics(number, 1, 2.5 / number, 0.1 * number, 0.05, 700);
  }
}
