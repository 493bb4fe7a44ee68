package org.ash.tf;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * What TensorFlow prints to stderr of the processor and of its own optimizer: nothing, unless
 * somebody wants to hear it and sets {@code TF_CPP_MIN_LOG_LEVEL} to 0, 1 or 2. What goes wrong
 * comes as an exception.
 */
final class NativeLog {
  /** TensorFlow's switch: 0 all, 1 warnings, 2 errors, 3 what ends the process. */
  static final String SWITCH = "TF_CPP_MIN_LOG_LEVEL";

  private static final String QUIET = "3";
  private static final int STDERR = 2;
  private static final int OWNER_ONLY = 0600;

  /** What the first session of a process says in release 2.18, without heed to the switch. */
  private static final List<String> FIRST_WORDS =
      List.of("All log messages before absl::InitializeLog()", "MLIR V1 optimization pass is not");

  private NativeLog() {}

  /** To be called before TensorFlow's library is loaded. */
  static void request() {
    NativeEnvironment.setUnlessSet(SWITCH, QUIET);
  }

  /**
   * To be called behind it: lets a first session say what it says once, while stderr is a file.
   * Whatever else has come to stderr meanwhile is printed afterwards.
   */
  static void apply() {
    if (Platform.isWindows() || !NativeEnvironment.get(SWITCH).orElse(QUIET).equals(QUIET)) {
      return;
    }
    try {
      Path heard = Files.createTempFile("ash", ".stderr");
      try {
        runWithStderrIn(heard, NativeLog::runFirstSession);
        for (String line : Files.readAllLines(heard, StandardCharsets.UTF_8)) {
          if (FIRST_WORDS.stream().noneMatch(line::contains)) {
            System.err.println(line);
          }
        }
      } finally {
        Files.delete(heard);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void runFirstSession() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      session.runner().fetch(Ops.create(graph).constant(0)).run().close();
    }
  }

  private static void runWithStderrIn(Path file, Runnable work) {
    int target = c("creat", file.toString(), OWNER_ONLY);
    int before = c("dup", STDERR);
    if (target < 0 || before < 0) {
      work.run();
      return;
    }
    c("dup2", target, STDERR);
    try {
      work.run();
    } finally {
      c("dup2", before, STDERR);
      c("close", before);
      c("close", target);
    }
  }

  private static int c(String name, Object... arguments) {
    Function function = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction(name);
    return function.invokeInt(arguments);
  }
}
