package org.ash.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ash.bench.Contender.Work;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private static final Rounds TWO_ROUNDS = new Rounds(2, 1, 0, List.of("-Xmx256m"));

  @Test
  void contenders_areMeasuredRoundByRoundInTheirOwnProcesses() throws IOException {
    Contender relu = Contender.of(Work.INFER, "resnet-8", "relu", "reference", 1);
    Contender ash = Contender.of(Work.INFER, "resnet-8", "ash", "reference", 1);
    List<String> progress = new ArrayList<>();
    List<Measurement> measurements = TWO_ROUNDS.measure(List.of(relu, ash), progress::add);
    assertEquals(List.of(relu, ash), measurements.stream().map(Measurement::contender).toList());
    for (Measurement measurement : measurements) {
      assertEquals(2, measurement.stepMillis().size());
      assertTrue(measurement.medianStepMillis() > 0);
      assertTrue(measurement.readyMillis() > 0);
    }
    assertEquals(
        List.of("round 1 of 2: " + relu, "round 1 of 2: " + ash),
        progress.stream().filter(line -> line.startsWith("round 1")).toList());
  }

  @Test
  void processThatCannotLoad_isReportedWithWhatItSaid() {
    Contender wrong = Contender.of(Work.INFER, "resnet-8", "relu", "no-such-engine", 1);
    IOException error =
        assertThrows(IOException.class, () -> TWO_ROUNDS.measure(List.of(wrong), line -> {}));
    assertTrue(error.getMessage().contains("no-such-engine"), error::getMessage);
  }

  @Test
  void arguments_readBackAsTheSameContender() {
    Contender contender = Contender.handWritten(64);
    assertEquals(contender, Contender.fromArguments(contender.toArguments()));
  }
}
