package org.ash.cli.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A reader of files as the test of mutations sees it.
 *
 * @param name for the reports
 * @param error how it refuses a file: this exception, with a message that names the file
 * @param mutated endings of those files of the folder that are mutated; the others stay sound
 * @param seeds writes sound files into an empty folder
 * @param reading reads them again
 */
record FileReader(
    String name,
    Class<? extends RuntimeException> error,
    Set<String> mutated,
    Work seeds,
    Work reading) {

  /** Something that is done in a folder. */
  @FunctionalInterface
  interface Work {
    void in(Path folder) throws IOException;
  }

  /** Whether a file of the folder is one of those that are mutated. */
  boolean mutates(Path file) {
    return mutated.stream().anyMatch(file.getFileName().toString()::endsWith);
  }
}
