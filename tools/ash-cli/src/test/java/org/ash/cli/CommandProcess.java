package org.ash.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command in a JVM of its own, for what {@link Invocation} cannot show: signals, a full disk,
 * another environment. Its stderr is read line by line while it runs.
 */
public final class CommandProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final BufferedReader reader;
  private final StringBuilder err = new StringBuilder();

  private CommandProcess(List<String> command, Process process, Path out) {
    this.command = command;
    this.process = process;
    this.out = out;
    reader =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts the command in a folder.
   *
   * @param folder where it runs
   * @param environment variables that differ from those of the tests, which never include ASH_DATA
   * @param javaOptions options of its JVM
   * @param arguments of the command
   */
  public static CommandProcess start(
      Path folder, Map<String, String> environment, List<String> javaOptions, String... arguments)
      throws IOException {
    return start(folder, environment, List.of(), javaOptions, arguments);
  }

  /** Starts the command where no file can be longer than so many KiB, as if the disk were full. */
  public static CommandProcess startWithFilesUpTo(int kib, Path folder, String... arguments)
      throws IOException {
    List<String> shell = List.of("bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "bash");
    return start(folder, Map.of(), shell, List.of(), arguments);
  }

  private static CommandProcess start(
      Path folder,
      Map<String, String> environment,
      List<String> shell,
      List<String> javaOptions,
      String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(shell);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(javaOptions);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Ash.class.getName()));
    words.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile("ash", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectOutput(out.toFile());
    builder.environment().remove("ASH_DATA");
    builder.environment().putAll(environment);
    return new CommandProcess(List.of(arguments), builder.start(), out);
  }

  /** Waits until a line on stderr contains this. */
  public void awaitLine(String part) throws IOException {
    String line = next();
    while (line != null && !line.contains(part)) {
      line = next();
    }
    if (line == null) {
      throw new AssertionError("ended without '" + part + "':\n" + err);
    }
  }

  /** Waits for its end for a while; what it says to stderr must fit into the system's pipe. */
  public boolean endsWithin(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  /** Sends it a signal, as INT. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  public Invocation end() throws IOException, InterruptedException {
    String line = next();
    while (line != null) {
      line = next();
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end:\n" + err);
    }
    return new Invocation(command, process.exitValue(), Files.readString(out), err.toString());
  }

  private String next() throws IOException {
    String line = reader.readLine();
    if (line != null) {
      err.append(line).append('\n');
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    reader.close();
    Files.deleteIfExists(out);
  }
}
