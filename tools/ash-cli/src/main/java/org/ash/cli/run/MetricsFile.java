package org.ash.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The file {@code metrics.jsonl}: one JSON object a line, {@code "kind"} being {@code "step"} or
 * {@code "epoch"}, the other fields those of {@link StepMetrics} and {@link EpochMetrics}. Each
 * line is flushed; one that could not be written can be written again.
 */
public final class MetricsFile implements AutoCloseable {
  /** Its name in a run folder. */
  public static final String NAME = "metrics.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "kind";
  private static final String STEP = "step";
  private static final String EPOCH = "epoch";

  private final AppendedFile file;

  private MetricsFile(AppendedFile file) {
    this.file = file;
  }

  /**
   * Opens the file of a run that has done so much; lines of later steps and epochs, which a run
   * that was cut off has left behind its last checkpoint, are dropped. An epoch counts as done once
   * its checkpoint is saved: it may be told of before, at a step that is done.
   *
   * @param folder the run folder
   * @param steps steps done; 0 begins anew
   * @param epochs epochs done, their evaluation included
   */
  public static MetricsFile open(Path folder, long steps, int epochs) throws IOException {
    Path file = folder.resolve(NAME);
    List<String> kept = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : lines(file)) {
        JsonNode object = parse(line);
        if (isDone(object, steps, epochs)) {
          kept.add(line);
        }
      }
    }
    String lines = kept.stream().map(line -> line + "\n").collect(Collectors.joining());
    WholeFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
    return new MetricsFile(new AppendedFile(FileChannel.open(file, StandardOpenOption.WRITE)));
  }

  private static boolean isDone(JsonNode line, long steps, int epochs) {
    boolean early = line.path(KIND).asText().equals(EPOCH) && line.path(EPOCH).asInt() > epochs;
    return !early && line.path(STEP).asLong(Long.MAX_VALUE) <= steps;
  }

  /** Appends a step. */
  public void step(StepMetrics metrics) throws IOException {
    append(STEP, metrics);
  }

  /** Appends an epoch. */
  public void epoch(EpochMetrics metrics) throws IOException {
    append(EPOCH, metrics);
  }

  /** All steps of a run folder, in order; none when there is no file. */
  public static List<StepMetrics> steps(Path folder) throws IOException {
    return read(folder, STEP, StepMetrics.class);
  }

  /** All epochs of a run folder, in order; none when there is no file. */
  public static List<EpochMetrics> epochs(Path folder) throws IOException {
    return read(folder, EPOCH, EpochMetrics.class);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void append(String kind, Object metrics) throws IOException {
    ObjectNode line = JSON.createObjectNode().put(KIND, kind);
    line.setAll((ObjectNode) JSON.valueToTree(metrics));
    file.append((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static <T> List<T> read(Path folder, String kind, Class<T> type) throws IOException {
    Path file = folder.resolve(NAME);
    List<T> metrics = new ArrayList<>();
    if (!Files.exists(file)) {
      return metrics;
    }
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode object = parse(lines.get(i));
      if (object.path(KIND).asText().equals(kind)) {
        ((ObjectNode) object).remove(KIND);
        metrics.add(
            ParsedFile.read(
                file + ", line " + (i + 1),
                "what a run has written (remove the line)",
                RunException::new,
                () -> ParsedFile.RECORDS.treeToValue(object, type)));
      }
    }
    return metrics;
  }

  /** Bytes that are no text spoil their own line only. */
  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /** A line that was cut off by a kill counts as empty. */
  private static JsonNode parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node.isObject() ? node : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
