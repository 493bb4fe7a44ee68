package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointPolicyTest {
  private static final Optional<CheckpointStore> STORE =
      Optional.of(new CheckpointStore(Path.of("unused"), 1));

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 1000, false",
    "5, 0, 10, 0, true",
    "5, 0, 11, 1000, false",
    "0, 60, 11, 59, false",
    "0, 60, 11, 60, true",
    "5, 60, 10, 0, true",
    "5, 60, 11, 61, true",
  })
  void due_byStepsOrByTime(int everySteps, int everySeconds, long step, int passed, boolean due) {
    CheckpointPolicy policy =
        new CheckpointPolicy(STORE, everySteps, Duration.ofSeconds(everySeconds));
    assertEquals(due, policy.due(step, Duration.ofSeconds(passed).toNanos()));
  }

  @Test
  void withoutStore_nothingIsDue() {
    assertFalse(new CheckpointPolicy(Optional.empty(), 1, Duration.ofNanos(1)).due(1, 10));
  }

  @Test
  void negativeIntervals_areRefused() {
    Duration past = Duration.ofSeconds(-1);
    assertThrows(IllegalArgumentException.class, () -> new CheckpointPolicy(STORE, 0, past));
  }
}
