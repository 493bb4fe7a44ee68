package org.ash.cli.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every reader reads mutated files, or refuses them in its own words, within 2 s and 512 MB. The
 * profile {@code mutations} tries many more: {@code mvn -Pmutations -pl :ash-cli test}.
 */
final class MutationTest {
  private static final int FILES_EACH = Integer.getInteger("ash.mutations", 250);
  private static final int FIRST_SEED = Integer.getInteger("ash.mutations.first", 0);

  /** Of the processor, so that a busy machine fails nobody. */
  private static final double MOST_SECONDS = 2;

  private static final long MOST_BYTES = 512L << 20;

  /** A reader that waits for ever takes no processor's time. */
  private static final int GIVE_UP_SECONDS = 120;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path temporary;

  @TestFactory
  Stream<DynamicTest> mutatedFiles_areRead_orRefusedByTheReadersOwnError() {
    return FileReaders.all().stream()
        .map(reader -> DynamicTest.dynamicTest(reader.name(), () -> attack(reader)));
  }

  private void attack(FileReader reader)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path folder = Files.createDirectory(temporary.resolve(reader.name()));
    reader.seeds().in(folder);
    Map<Path, byte[]> sound = contents(folder);
    List<Path> targets = sound.keySet().stream().filter(reader::mutates).toList();
    assertEquals(Optional.empty(), fall(reader, folder, folder), "the sound files");
    Map<String, String> falls = new TreeMap<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (int seed = FIRST_SEED; seed < FIRST_SEED + FILES_EACH; seed++) {
        Path target = targets.get(seed % targets.size());
        byte[] mutated = new Mutator(seed).mutated(sound.get(target));
        // What the one before has written over is put right, too.
        for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
          restore(file.getKey(), file.getKey().equals(target) ? mutated : file.getValue());
        }
        String which = target.getFileName() + ", seed " + seed;
        thread
            .submit(() -> fall(reader, folder, target))
            .get(GIVE_UP_SECONDS, TimeUnit.SECONDS)
            .ifPresent(what -> falls.merge(what, which, (before, now) -> before));
      }
    } finally {
      thread.shutdownNow();
    }
    assertEquals("", told(falls));
  }

  private static void restore(Path file, byte[] content) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(content, Files.readAllBytes(file))) {
      Files.write(file, content);
    }
  }

  private static Map<Path, byte[]> contents(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (Path file : files) {
      contents.put(file, Files.readAllBytes(file));
    }
    return contents;
  }

  /** What is wrong with the way in which a reader took a file; empty when nothing is. */
  private static Optional<String> fall(FileReader reader, Path folder, Path target) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    Optional<String> fall = Optional.empty();
    try {
      reader.reading().in(folder);
    } catch (Throwable e) {
      fall = judged(reader, folder, target, e);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - nanos) / 1e9;
    if (seconds > MOST_SECONDS) {
      return Optional.of("takes more than " + MOST_SECONDS + " s");
    }
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return bytes > MOST_BYTES ? Optional.of("takes more than 512 MB") : fall;
  }

  private static Optional<String> judged(
      FileReader reader, Path folder, Path target, Throwable failure) {
    if (!reader.error().isInstance(failure)) {
      return Optional.of(failure.getClass().getName() + place(failure));
    }
    String message = String.valueOf(failure.getMessage());
    boolean named =
        message.contains(target.getFileName().toString()) || message.contains(folder.toString());
    return named ? Optional.empty() : Optional.of("names no file: " + place(failure) + message);
  }

  private static String place(Throwable failure) {
    List<String> places = new ArrayList<>();
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("org.ash.") && places.size() < 2) {
        places.add(frame.getFileName() + ":" + frame.getLineNumber());
      }
    }
    return " at " + places;
  }

  private static String told(Map<String, String> falls) {
    StringBuilder text = new StringBuilder();
    falls.forEach((what, which) -> text.append(which).append(": ").append(what).append('\n'));
    return text.toString();
  }
}
