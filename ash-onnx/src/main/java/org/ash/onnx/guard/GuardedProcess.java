package org.ash.onnx.guard;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.ash.spi.BackendException;

/** Asks another process, watches its time and memory, and tells how it ended. */
final class GuardedProcess implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;
  private static final int MIB_SHIFT = 20;

  private final Process process;
  private final Path temporary;
  private final GuardLimits limits;
  private final DataOutputStream requests;
  private final MarkedStream answers;
  private final ErrorOutput errors;

  private GuardedProcess(Process process, Path temporary, GuardLimits limits, long mark) {
    this.process = process;
    this.temporary = temporary;
    this.limits = limits;
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new MarkedStream(new BufferedInputStream(process.getInputStream()), mark);
    errors = ErrorOutput.of(process.getErrorStream());
  }

  /** What goes into a request. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** What an answer is read as. */
  @FunctionalInterface
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static GuardedProcess start(GuardLimits limits) {
    long mark = new SecureRandom().nextLong();
    try {
      Path temporary = Files.createTempDirectory("ash-guard");
      return new GuardedProcess(
          GuardedJava.start(limits, mark, temporary), temporary, limits, mark);
    } catch (IOException e) {
      throw new BackendException(
          "The process for files of others cannot be started: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws BackendException when the answer is a refusal, or there is none
   */
  <T> T ask(Request request, Writing writing, Reading<T> reading) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread talk =
        new Thread(
            () -> {
              try {
                Wire.writeText(requests, request.name());
                writing.to(requests);
                requests.flush();
                DataInputStream in = answers.next();
                if (!in.readBoolean()) {
                  throw new BackendException(Wire.readText(in));
                }
                answer.complete(reading.from(in));
              } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            },
            "guarded-natives");
    talk.setDaemon(true);
    talk.start();
    return awaited(request, answer);
  }

  private <T> T awaited(Request request, CompletableFuture<T> answer) {
    long end = System.nanoTime() + limits.time().toNanos();
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() > end) {
          throw ended(
              request,
              "was still %s the model after %,d s"
                  .formatted(request.doing(), limits.time().toSeconds()));
        }
        if (ResidentMemory.bytes(process.pid()) > limits.memoryBytes()) {
          throw ended(
              request,
              "took more than %,d MiB %s the model"
                  .formatted(limits.memoryBytes() >> MIB_SHIFT, request.doing()));
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof BackendException refusal) {
          throw new BackendException(refusal.getMessage(), refusal);
        }
        throw crashed(request, e.getCause());
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new BackendException("Interrupted while " + request.who() + " was at work.", e);
      }
    }
  }

  private BackendException ended(Request request, String what) {
    close();
    return new BackendException(
        "%s %s, and was ended; if it may take as much, raise the limit."
            .formatted(capitalized(request.who()), what));
  }

  private BackendException crashed(Request request, Throwable cause) {
    close();
    if (request == Request.START) {
      return new BackendException(
          "The process for files of others cannot be started: "
              + errors.reason(answers.skipped())
              + ". Where the class path is in a jar of jars, trust the file instead.",
          cause);
    }
    return new BackendException(
        "%s crashed %s the model (%s)."
            .formatted(
                capitalized(request.who()), request.doing(), errors.reason(answers.skipped())),
        cause);
  }

  private void removeTemporary() {
    if (!Files.exists(temporary)) {
      return;
    }
    try (Stream<Path> all = Files.walk(temporary)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      System.getLogger(GuardedProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "Temporary files are left in " + temporary, e);
    }
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Ends the process, and removes what it has left. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    removeTemporary();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
