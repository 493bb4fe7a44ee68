package org.ash.cli.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.cli.run.AppendedFile;
import org.ash.cli.run.ParsedFile;

/** The file {@code results.jsonl} of an experiment: a {@link TrialResult} a line. */
public final class ResultsFile implements AutoCloseable {
  /** Its name in the experiment's folder. */
  public static final String NAME = "results.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AppendedFile file;

  private ResultsFile(AppendedFile file) {
    this.file = file;
  }

  /** Opens it to append; a last line that a kill has cut off is dropped. */
  static ResultsFile open(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (Files.exists(path)) {
      dropTornLine(path);
    }
    return new ResultsFile(
        new AppendedFile(
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
  }

  private static void dropTornLine(Path path) throws IOException {
    try (RandomAccessFile torn = new RandomAccessFile(path.toFile(), "rw")) {
      torn.setLength(wholeLines(path).length);
    }
  }

  /** Bytes up to the last end of a line: what comes after it may end within a character. */
  private static byte[] wholeLines(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Appends a result, from any thread. */
  synchronized void append(TrialResult result) throws IOException {
    file.append((JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * All results, in the order in which trials ended; of a trial that was tried again the last.
   *
   * @throws ExperimentException naming the line that cannot be read
   */
  public static List<TrialResult> read(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    List<TrialResult> results = new ArrayList<>();
    if (!Files.exists(path)) {
      return results;
    }
    List<String> lines = new String(wholeLines(path), StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      TrialResult result =
          ParsedFile.read(
              path + ", line " + (i + 1),
              "a result of a trial",
              ExperimentException::new,
              () -> ParsedFile.RECORDS.readValue(line, TrialResult.class));
      results.removeIf(before -> before.trial().equals(result.trial()));
      results.add(result);
    }
    return results;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
