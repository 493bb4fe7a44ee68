package org.ash.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of checkpoints. Each is a folder {@code checkpoint-00000391}, written under another name
 * and renamed when it is complete and on the disk; the files {@code latest} and {@code best} hold
 * the name of one and are replaced in one step. So a complete checkpoint exists at every instant,
 * whatever fails.
 */
public final class CheckpointStore {
  /** Describes the others, written last. */
  public static final String MANIFEST = "checkpoint.json";

  private static final System.Logger LOGGER = System.getLogger(CheckpointStore.class.getName());
  private static final String PREFIX = "checkpoint-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+(-\\d+)?");
  private static final String UNFINISHED = ".unfinished";
  private static final String LATEST = "latest";
  private static final String BEST = "best";

  private final Path folder;
  private final int keep;
  private final Disk disk;

  /**
   * A store in a folder, which is made when the first checkpoint is saved.
   *
   * @param folder where the checkpoints lie
   * @param keep how many to keep, at least 1, the best one not counted
   */
  public CheckpointStore(Path folder, int keep) {
    this(folder, keep, Disk.real());
  }

  CheckpointStore(Path folder, int keep, Disk disk) {
    if (keep < 1) {
      throw new IllegalArgumentException("A store keeps at least 1 checkpoint, given " + keep);
    }
    this.folder = folder;
    this.keep = keep;
    this.disk = disk;
  }

  /** Where the checkpoints lie. */
  public Path folder() {
    return folder;
  }

  /**
   * Saves a checkpoint and makes it the latest.
   *
   * @param step number of the step, for its name
   * @param files the tensors by file name
   * @param manifest makes the text of {@link #MANIFEST} from the SHA-256 of each file
   * @param best whether to make it the best, too
   * @return the folder of the checkpoint
   * @throws CheckpointException when it cannot be written; what was there before still is
   */
  public Path save(
      long step,
      Map<String, Safetensors> files,
      Function<Map<String, String>, String> manifest,
      boolean best) {
    Path target = free(step);
    Path unfinished = folder.resolve(target.getFileName() + UNFINISHED);
    long bytes = files.values().stream().mapToLong(Safetensors::byteSize).sum();
    try {
      Files.createDirectories(folder);
      deleteTree(unfinished);
      Files.createDirectory(unfinished);
      Map<String, String> hashes = new LinkedHashMap<>();
      for (Map.Entry<String, Safetensors> file : files.entrySet()) {
        Path path = unfinished.resolve(file.getKey());
        HashingContent content = new HashingContent(file.getValue()::writeTo);
        disk.write(path, content);
        hashes.put(file.getKey(), content.sha256());
      }
      writeText(unfinished.resolve(MANIFEST), manifest.apply(hashes));
      disk.move(unfinished, target);
      point(LATEST, target);
      if (best) {
        point(BEST, target);
      }
    } catch (IOException e) {
      discard(unfinished);
      throw new CheckpointException(unsaved(target, bytes, e), e);
    }
    prune();
    return target;
  }

  /** The latest complete checkpoint. */
  public Optional<Path> latest() {
    return pointed(LATEST).or(() -> complete().stream().findFirst());
  }

  /** The checkpoint that was saved as the best. */
  public Optional<Path> best() {
    return pointed(BEST);
  }

  /** All complete checkpoints, the latest first. */
  public List<Path> complete() {
    return entries().stream()
        .filter(path -> path.getFileName().toString().startsWith(PREFIX))
        .filter(path -> !isUnfinished(path))
        .filter(path -> Files.isRegularFile(path.resolve(MANIFEST)))
        .sorted(Comparator.comparing((Path path) -> path.getFileName().toString()).reversed())
        .toList();
  }

  private List<Path> entries() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new CheckpointException(folder + ": cannot be listed: " + e, e);
    }
  }

  private static boolean isUnfinished(Path path) {
    return path.getFileName().toString().endsWith(UNFINISHED);
  }

  /**
   * The checkpoint that a path means: a checkpoint's own folder, a store, or a run's folder with a
   * store {@code checkpoints} in it; of a store the latest.
   *
   * @throws CheckpointException when there is none, naming what was looked for
   */
  public static Path find(Path path) {
    if (Files.isRegularFile(path.resolve(MANIFEST))) {
      return path;
    }
    for (Path store : List.of(path, path.resolve("checkpoints"))) {
      Optional<Path> latest = new CheckpointStore(store, 1).latest();
      if (latest.isPresent()) {
        return latest.get();
      }
    }
    throw new CheckpointException(
        path
            + (Files.exists(path)
                ? ": no checkpoint in it (looked for " + MANIFEST + " and " + PREFIX + "*)."
                : ": no such folder."));
  }

  /** Another checkpoint of the same store that is complete, the latest of them. */
  public static Optional<Path> another(Path checkpoint) {
    Path store = checkpoint.toAbsolutePath().normalize().getParent();
    return store == null
        ? Optional.empty()
        : new CheckpointStore(store, 1)
            .complete().stream()
                .filter(path -> !path.getFileName().equals(checkpoint.getFileName()))
                .findFirst();
  }

  private Path free(long step) {
    String name = String.format(Locale.ROOT, "%s%08d", PREFIX, step);
    Path path = folder.resolve(name);
    // One of that step may be the latest: it has to stay until another has taken its place.
    for (int copy = 2; Files.exists(path); copy++) {
      path = folder.resolve(name + "-" + copy);
    }
    return path;
  }

  private void point(String pointer, Path target) throws IOException {
    Path fresh = folder.resolve(pointer + UNFINISHED);
    Files.deleteIfExists(fresh);
    writeText(fresh, target.getFileName() + "\n");
    disk.move(fresh, folder.resolve(pointer));
  }

  private Optional<Path> pointed(String pointer) {
    Path file = folder.resolve(pointer);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      // A pointer that names no checkpoint of this store is damaged, and as good as none.
      String name = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      return Optional.of(name)
          .filter(text -> NAME.matcher(text).matches())
          .map(folder::resolve)
          .filter(path -> Files.isRegularFile(path.resolve(MANIFEST)));
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be read: " + e, e);
    }
  }

  private void writeText(Path file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    disk.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** Deletes old checkpoints, and what a process left that was killed while it saved. */
  private void prune() {
    List<Path> kept = new ArrayList<>();
    latest().ifPresent(kept::add);
    complete().stream().filter(path -> !kept.contains(path)).limit(keep - 1L).forEach(kept::add);
    best().ifPresent(kept::add);
    complete().stream().filter(path -> !kept.contains(path)).forEach(this::discard);
    entries().stream().filter(CheckpointStore::isUnfinished).forEach(this::discard);
  }

  /** Deletes what is not needed; what cannot be deleted does no harm and is logged. */
  private void discard(Path path) {
    try {
      deleteTree(path);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", path, e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private String unsaved(Path target, long bytes, IOException cause) {
    return target
        + ": the checkpoint could not be saved, it needs "
        + String.format(Locale.ROOT, "%,d", bytes)
        + " bytes"
        + freeBytes()
        + ": "
        + cause
        + ". "
        + latest()
            .map(path -> "The one before, " + path + ", is complete; resume from it.")
            .orElse("There is none before it.");
  }

  private String freeBytes() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      return String.format(Locale.ROOT, " (%,d are free)", free);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "free space of {0}: {1}", folder, e);
      return "";
    }
  }
}
