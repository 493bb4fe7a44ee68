package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWritten_isRead_anInfiniteAlphaToo() throws IOException {
    EvaluationMetrics metrics =
        new EvaluationMetrics(
            2,
            782,
            List.of(
                new ActivationMetrics("stem.activation", 1.02, -0.1, 0.53),
                new ActivationMetrics("head", Double.POSITIVE_INFINITY, 0, 0.5)),
            new ImageSample(128, 10_000),
            List.of("cat", "dog"),
            List.of(List.of(9L, 1L), List.of(2L, 8L)));
    EvaluationFile.write(folder, metrics);
    assertEquals(Optional.of(metrics), EvaluationFile.read(folder));
  }

  @Test
  void missingFile_isNone() {
    assertEquals(Optional.empty(), EvaluationFile.read(folder));
  }

  /** As a disk, an editor or another version may leave it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{\"epoch\": 2, \"step\"",
        "{\"epoch\": 2, \"step\": 6}",
        "{%s, \"confusion\": null}",
        "{%s, \"confusion\": [[1, 0]]}",
        "{%s, \"confusion\": [[1, 0], [1]]}",
        "{%s, \"confusion\": [[1, 0], [1, null]]}",
        "{%s, \"confusion\": [[1, 0], [1, -1]]}",
        "{%s, \"confusion\": [[1, 0], null]}"
      })
  void damagedFile_isNone(String text) throws IOException {
    String start =
        "\"epoch\": 2, \"step\": 6, \"activations\": [], \"inspected\":"
            + " {\"looked\": 2, \"all\": 20}, \"classNames\": [\"cat\", \"dog\"]";
    Files.writeString(folder.resolve(EvaluationFile.NAME), text.replace("%s", start));
    assertEquals(Optional.empty(), EvaluationFile.read(folder));
  }
}
