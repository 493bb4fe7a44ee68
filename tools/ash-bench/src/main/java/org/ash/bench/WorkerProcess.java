package org.ash.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} seen from outside. */
final class WorkerProcess implements AutoCloseable {
  private static final long SECONDS_TO_END = 20;

  private final Contender contender;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Path log;
  private final Answer started;
  private final Answer ready;

  /**
   * What a worker answers.
   *
   * @param millis time taken
   * @param currentMib resident memory afterwards
   * @param peakMib highest resident memory so far
   */
  record Answer(double millis, double currentMib, double peakMib) {}

  private WorkerProcess(Contender contender, Process process, Path log) throws IOException {
    this.contender = contender;
    this.process = process;
    this.log = log;
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.started = answer();
    this.ready = answer();
  }

  /**
   * Starts a worker with the Java and class path of this process and waits until it is ready.
   *
   * @param jvmOptions more options, as {@code -Xmx1g}
   * @throws IOException when it ends before it is ready; the message holds what it said last
   */
  static WorkerProcess start(Contender contender, List<String> jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(jvmOptions);
    command.add(Worker.class.getName());
    command.addAll(contender.toArguments());
    Path log = Files.createTempFile("ash-bench", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "3");
    // Our backend asks for oneDNN's kernels; code written by hand is to have them, too.
    builder.environment().putIfAbsent("TF_ENABLE_ONEDNN_OPTS", "1");
    // Not as -cp: ONNX Runtime 1.29 overflows the stack when the command line has several
    // kilobytes.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      return new WorkerProcess(contender, process, log);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** How long the engine took to start, its natives to load. */
  Answer started() {
    return started;
  }

  /** How long making graphs, loading them and the first step took, after the engine's start. */
  Answer ready() {
    return ready;
  }

  /** Does a number of steps. */
  Answer steps(int count) throws IOException {
    requests.write(Integer.toString(count));
    requests.newLine();
    requests.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(Worker.TAG)) {
        List<String> words = List.of(line.split(" ", -1));
        return new Answer(
            Double.parseDouble(words.get(1)),
            Double.parseDouble(words.get(2)),
            Double.parseDouble(words.get(3)));
      }
    }
    // The frames of a stack trace would hide its message.
    List<String> said =
        Files.readAllLines(log).stream().filter(line -> !line.startsWith("\t")).toList();
    throw new IOException(
        "The benchmark process for "
            + contender
            + " ended early. It said last: "
            + String.join(" | ", said.subList(Math.max(0, said.size() - 5), said.size())));
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    answers.close();
    Files.deleteIfExists(log);
  }
}
