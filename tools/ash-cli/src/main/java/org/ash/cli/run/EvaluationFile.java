package org.ash.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code evaluation.json}: the {@link EvaluationMetrics} of the last epoch, written once
 * the epoch's checkpoint is on the disk.
 */
public final class EvaluationFile {
  /** Its name in a run folder. */
  public static final String NAME = "evaluation.json";

  private EvaluationFile() {}

  /** Writes it, in place of an older one. */
  public static void write(Path folder, EvaluationMetrics metrics) throws IOException {
    WholeFile.write(folder.resolve(NAME), ParsedFile.RECORDS.writeValueAsBytes(metrics));
  }

  /** Reads it; empty when it is missing or damaged, for all of it can be computed again. */
  public static Optional<EvaluationMetrics> read(Path folder) {
    try {
      return Optional.ofNullable(
          ParsedFile.RECORDS.readValue(folder.resolve(NAME).toFile(), EvaluationMetrics.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
