package org.ash.conformance.process;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.ash.conformance.vector.JsonPlace;

/** A {@link ConformanceWorker} seen from outside. */
final class ConformanceProcess implements AutoCloseable {
  private static final String CRASHED_IN = "# Problematic frame:";
  private static final int LINES_KEPT = 3;

  private final Process process;
  private final BufferedReader answers;
  private final Path log;
  private final Path crashLog;
  private final Deque<String> said = new ArrayDeque<>();

  private ConformanceProcess(Process process, Path log, Path crashLog) {
    this.process = process;
    this.log = log;
    this.crashLog = crashLog;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a worker with the Java, the JVM options and the class path of this process. */
  static ConformanceProcess start(TrialRequest request) throws IOException {
    Path log = Files.createTempFile("ash-conformance", ".log");
    Path crashLog = Files.createTempFile("ash-conformance", ".crash");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the launcher gave to this process, so that engines are judged as they are used. A
    // debugger's port can be taken only once.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib:") && !option.startsWith("-Xrunjdwp"))
        .forEach(command::add);
    command.add("-XX:ErrorFile=" + crashLog);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add(ConformanceWorker.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "3");
    // Not as -cp: ONNX Runtime 1.29 overflows the stack when the command line has several
    // kilobytes.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    ConformanceProcess started = new ConformanceProcess(builder.start(), log, crashLog);
    try (Writer requests =
        new OutputStreamWriter(started.process.getOutputStream(), StandardCharsets.UTF_8)) {
      request.write(requests);
    }
    return started;
  }

  /** The next answer; none when the process has ended. */
  Optional<JsonPlace> next() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ConformanceWorker.TAG)) {
        byte[] json =
            line.substring(ConformanceWorker.TAG.length()).getBytes(StandardCharsets.UTF_8);
        return Optional.of(JsonPlace.read("answer of the process", new ByteArrayInputStream(json)));
      }
      if (!line.isBlank()) {
        said.addLast(line.strip());
        if (said.size() > LINES_KEPT) {
          said.removeFirst();
        }
      }
    }
    return Optional.empty();
  }

  /** Ends it at once; {@link #next} then finds no more answers. */
  void kill() {
    process.destroyForcibly();
  }

  /** The exit code, once it has ended. */
  int exitCode() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a backend was judged.", e);
    }
  }

  /** Where in the engine it crashed, and what it said last; empty when neither is known. */
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_KEPT), lines.size());
    List<String> crash = Files.readAllLines(crashLog, StandardCharsets.ISO_8859_1);
    int frame = crash.indexOf(CRASHED_IN);
    if (frame >= 0 && frame + 1 < crash.size()) {
      // Without the standard output, where Java tells of the crash at length.
      String place = "crashed in " + crash.get(frame + 1).replaceFirst("^#\\s*", "");
      return last.isEmpty() ? place : place + "; " + said(last);
    }
    said.addAll(last);
    return said.isEmpty() ? "" : said(said);
  }

  private static String said(Collection<String> lines) {
    return "it said last: " + String.join(" | ", lines);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    answers.close();
    Files.deleteIfExists(log);
    Files.deleteIfExists(crashLog);
  }
}
