package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;

/** {@code ash bench}, on the oracle. */
final class BenchCommandTest {

  @Test
  void infer_givesARowForEachActivation_settingsKeptTogether() throws IOException {
    JsonNode rows =
        Invocation.of(
                "bench",
                "infer",
                "--backends",
                "reference",
                "-b",
                "reference",
                "--model",
                "resnet-8",
                "--activation",
                "relu,ash:z=1,alpha=2",
                "--batch",
                "1",
                "--rounds",
                "1",
                "--steps",
                "1",
                "--warm-up",
                "0",
                "--json")
            .json()
            .path("measurements");
    assertEquals(2, rows.size());
    assertEquals("relu", rows.get(0).path("activation").asText());
    assertTrue(rows.get(1).path("stepMillis").asDouble() > 0, rows.toString());
  }

  @Test
  void unknownBackend_isAWrongUse_thatNamesTheNearest() {
    Invocation refused = Invocation.of("bench", "train", "--backend", "referense");
    assertEquals(2, refused.exitCode());
    assertTrue(refused.complaint().contains("'reference'"), refused.err());
  }
}
