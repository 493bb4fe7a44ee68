package org.ash.tf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A thread whose native children can be told from all others, on Linux: TensorFlow gives the
 * threads of its pools no name, so that they inherit that of the thread that made them. Java's have
 * names of their own.
 */
final class OwnThread {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** Linux keeps 15 characters of a name. */
  private static final String NAME = "ash-pool-owner";

  /** In /proc/PID/stat, counted from behind the name: proc(5) calls them fields 14 and 15. */
  private static final int USER_TICKS = 11;

  private OwnThread() {}

  /** Runs the work in a new thread and waits for it. */
  static <T> T call(Callable<T> work) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, NAME).start();
    return task.get();
  }

  /** The ticks (of 10 ms) of CPU time that each child of this thread has taken, by its id. */
  static Map<String, Long> childTicks() throws IOException {
    List<Path> threads;
    try (Stream<Path> listed = Files.list(THREADS)) {
      threads = listed.toList();
    }
    String self = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    Map<String, Long> ticks = new HashMap<>();
    for (Path thread : threads) {
      String id = thread.getFileName().toString();
      if (!id.equals(self)) {
        ticks(thread).ifPresent(taken -> ticks.put(id, taken));
      }
    }
    return ticks;
  }

  /** Of one thread; empty when it is of another name, or has ended since it was listed. */
  private static OptionalLong ticks(Path thread) {
    String stat;
    try {
      stat = Files.readString(thread.resolve("stat"));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    if (!stat.startsWith("(" + NAME + ")", stat.indexOf('('))) {
      return OptionalLong.empty();
    }
    StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
    for (int i = 0; i < USER_TICKS; i++) {
      fields.nextToken();
    }
    return OptionalLong.of(Long.parseLong(fields.nextToken()) + Long.parseLong(fields.nextToken()));
  }
}
