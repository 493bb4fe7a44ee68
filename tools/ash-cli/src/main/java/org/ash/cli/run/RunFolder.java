package org.ash.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ash.cli.output.Hint;

/**
 * The folder of a training run.
 *
 * <pre>
 * config.json               what was asked for: model, activation, data, settings, engine
 * metrics.jsonl             one line for each logged step and each epoch
 * evaluation.json           what the last evaluation showed: confusion, what each ASH has learned
 * examples.json             images that the last evaluation looked at, for the report
 * checkpoints/              weights and what else resuming needs
 * events.out.tfevents.*     the same metrics for TensorBoard
 * report.html               the report
 * lock                      held by the process that trains
 * </pre>
 */
public final class RunFolder {

  /** What makes a folder a run. */
  public static final String CONFIG = "config.json";

  private static final String CHECKPOINTS = "checkpoints";

  /** Of runs that an error names. */
  private static final int MOST_NAMED = 3;

  /**
   * How far below {@code runs/EXPERIMENT} the files of its runs lie, as trials/NAME/config.json.
   */
  private static final int RUNS_DEPTH = 3;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * The run in a folder.
   *
   * @throws RunException when there is none; the message says how to get one
   */
  public static RunFolder open(Path path) {
    if (!Files.isRegularFile(path.resolve(CONFIG))) {
      throw new RunException("No run at " + path + ": " + whatIsThere(path));
    }
    return new RunFolder(path);
  }

  /** What a folder that is no run may have been taken for, and what to do. */
  private static String whatIsThere(Path path) {
    if (!Files.isDirectory(path)) {
      return "there is no such folder; start one with: "
          + Hint.of("train", "--recipe", "quick", "--out", path);
    }
    List<String> runs = runsBelow(path);
    return runs.isEmpty()
        ? "the folder has no " + CONFIG + ", nor have those in it."
        : "the folder holds others; name one of them: "
            + String.join(", ", runs.subList(0, Math.min(MOST_NAMED, runs.size())))
            + (runs.size() > MOST_NAMED ? ", ..." : ".");
  }

  /** Runs in a folder of runs, or in that of an experiment. */
  private static List<String> runsBelow(Path path) {
    try (Stream<Path> files =
        Files.find(path, RUNS_DEPTH, (file, attributes) -> file.endsWith(CONFIG))) {
      return files.map(file -> file.getParent().toString()).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // A folder that cannot be read has nothing to name.
    }
  }

  /**
   * Checks that a run can begin in a folder: there is none yet, or it is empty.
   *
   * @throws RunException when the folder holds something already
   */
  public static void requireFree(Path path) {
    if (Files.exists(path.resolve(CONFIG))) {
      throw new RunException(
          "%s holds a run already; go on with it (%s) or choose another --out."
              .formatted(path, Hint.of("resume", "--run", path)));
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new RunException(path + " is a file; a run needs a folder for --out.");
    }
    if (!Files.exists(path)) {
      return;
    }
    try (var entries = Files.newDirectoryStream(path)) {
      if (entries.iterator().hasNext()) {
        throw new RunException(
            path + " is not empty and holds no run; choose another folder for --out.");
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Begins a run in a new or an empty folder.
   *
   * @param config what was asked for; written to {@code config.json}
   * @throws RunException when the folder holds something already, or cannot be written to
   */
  public static RunFolder create(Path path, ObjectNode config) {
    requireFree(path);
    try {
      Files.createDirectories(path);
      Files.createDirectory(path.resolve(CHECKPOINTS));
      RunFolder run = new RunFolder(path);
      run.replaceConfig(config);
      return run;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static RunException unwritable(Path path, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : cause instanceof FileSystemException file && file.getReason() != null
                ? file.getFile() + ": " + file.getReason()
                : cause instanceof FileAlreadyExistsException file
                    ? file.getFile() + " is a file"
                    : cause.getMessage();
    return new RunException(
        "Cannot write a run to %s: %s; choose another folder for --out.".formatted(path, reason),
        cause);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Where checkpoints are. */
  public Path checkpoints() {
    return checkpoints(path);
  }

  /** Where the checkpoints of a run in this folder are, or will be. */
  public static Path checkpoints(Path run) {
    return run.resolve(CHECKPOINTS);
  }

  /** That it ended before its first checkpoint, and what can be done. */
  public RunException withoutCheckpoint() {
    return new RunException(
        "%s has no checkpoint yet: the run ended before the first was saved; start it again with another --out."
            .formatted(path));
  }

  /**
   * What was asked for.
   *
   * @throws RunException when the file is damaged
   */
  public ObjectNode config() throws IOException {
    return config(Function.identity());
  }

  /**
   * A part of what was asked for.
   *
   * @param part reads it; what it refuses by an {@link IllegalArgumentException} is a damage
   * @throws RunException when the file is damaged
   */
  public <T> T config(Function<ObjectNode, T> part) throws IOException {
    Path file = path.resolve(CONFIG);
    return ParsedFile.read(
        file,
        "the settings of a run",
        RunException::new,
        () -> {
          if (JSON.readTree(file.toFile()) instanceof ObjectNode object) {
            return part.apply(object);
          }
          throw new IllegalArgumentException("it is no JSON object");
        });
  }

  /** Writes {@code config.json} whole or not at all. */
  public void replaceConfig(ObjectNode config) throws IOException {
    WholeFile.write(path.resolve(CONFIG), JSON.writeValueAsBytes(config));
  }
}
