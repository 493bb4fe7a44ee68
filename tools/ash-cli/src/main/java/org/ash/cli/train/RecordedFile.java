package org.ash.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file of a run's record, which must not cost the training: what cannot be written is kept and
 * tried again, in order, before the next write.
 */
final class RecordedFile {
  /** Something that writes to the file, wholly or not at all. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException;
  }

  private final Path file;
  private final Consumer<String> warn;
  private final Deque<Writing> waiting = new ArrayDeque<>();
  private Optional<IOException> failure = Optional.empty();
  private boolean warned;

  /**
   * For this file.
   *
   * @param warn told once, when a write fails for the first time
   */
  RecordedFile(Path file, Consumer<String> warn) {
    this.file = file;
    this.warn = warn;
  }

  /** Writes what still waits, then this. */
  void write(Writing writing) {
    waiting.add(writing);
    retry();
  }

  /** Writes this; what still waits is older and of no use any more. */
  void replace(Writing writing) {
    waiting.clear();
    write(writing);
  }

  /** Writes what still waits. */
  void retry() {
    try {
      while (!waiting.isEmpty()) {
        waiting.element().run();
        waiting.remove();
      }
      failure = Optional.empty();
    } catch (IOException e) {
      failure = Optional.of(e);
      if (!warned) {
        warned = true;
        warn.accept(
            "ash: warning: %s could not be written: %s. The training goes on and tries again at the next write; free disk space or mend the folder meanwhile."
                .formatted(file, reason(e)));
      }
    }
  }

  /** What is missing of the file, in a sentence; empty when it is complete. */
  Optional<String> missing() {
    return failure.map(
        e ->
            "%s lacks its last %s: %s"
                .formatted(
                    file, waiting.size() == 1 ? "entry" : waiting.size() + " entries", reason(e)));
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null || failure.getMessage().isBlank()
        ? failure.getClass().getSimpleName()
        : failure.getMessage();
  }
}
