package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordedFileTest {
  private final List<String> warnings = new ArrayList<>();
  private final List<Integer> written = new ArrayList<>();
  private final RecordedFile file = new RecordedFile(Path.of("run", "metrics"), warnings::add);
  private boolean full;

  private RecordedFile.Writing writing(int entry) {
    return () -> {
      if (full) {
        throw new IOException("No space left on device");
      }
      written.add(entry);
    };
  }

  @Test
  void failedWrites_areDoneInOrder_beforeTheNext() {
    file.write(writing(1));
    full = true;
    file.write(writing(2));
    file.write(writing(3));
    full = false;
    file.write(writing(4));
    assertEquals(List.of(1, 2, 3, 4), written);
    assertEquals(Optional.empty(), file.missing());
  }

  @Test
  void failure_isWarnedOfOnce_withFileCauseAndAdvice() {
    full = true;
    file.write(writing(1));
    file.write(writing(2));
    assertEquals(1, warnings.size());
    for (String part :
        List.of(Path.of("run", "metrics").toString(), "No space left", "free disk space")) {
      assertTrue(warnings.get(0).contains(part), warnings.get(0));
    }
  }

  @Test
  void missing_countsWhatWasNotWritten() {
    full = true;
    file.write(writing(1));
    file.write(writing(2));
    String missing = file.missing().orElseThrow();
    assertTrue(missing.contains("2 entries"), missing);
  }

  @Test
  void replacedEntry_isNotWrittenAnyMore() {
    full = true;
    file.replace(writing(1));
    full = false;
    file.replace(writing(2));
    assertEquals(List.of(2), written);
  }
}
