package org.ash.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code examples.json}: the {@link ExampleImages} of the last evaluation, so that the
 * report of a resumed training shows them, too.
 */
public final class ExampleFile {
  /** Its name in a run folder. */
  public static final String NAME = "examples.json";

  private ExampleFile() {}

  /** Writes it, in place of an older one. */
  public static void write(Path folder, ExampleImages images) throws IOException {
    WholeFile.write(folder.resolve(NAME), ParsedFile.RECORDS.writeValueAsBytes(images));
  }

  /**
   * Reads it; empty when it is missing or damaged, for the next evaluation makes it again.
   *
   * @param step only what was seen after so many steps counts
   */
  public static Optional<ExampleImages> read(Path folder, long step) {
    try {
      ExampleImages images =
          ParsedFile.RECORDS.readValue(folder.resolve(NAME).toFile(), ExampleImages.class);
      return Optional.ofNullable(images).filter(read -> read.step() == step);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
