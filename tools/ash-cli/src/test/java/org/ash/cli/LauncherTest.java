package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code tools/ash} in a made-up project whose Maven and Java are small scripts: the
 * one notes that it was called and lays the files that a build leaves, the other prints its
 * arguments.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherTest {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("ash");

  @TempDir private Path temporary;

  private Path root;
  private Path bin;
  private Path builds;

  /** What the launcher left: its exit code, and both streams. */
  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void layProject() throws IOException {
    root = Files.createDirectories(temporary.resolve("a project"));
    bin = Files.createDirectories(temporary.resolve("jdk/bin"));
    builds = temporary.resolve("builds");
    Files.createFile(builds);
    Path main = root.resolve("tools/ash-cli/src/main/java");
    Files.createDirectories(main);
    Files.createDirectories(root.resolve("ash-api/src/main"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createFile(main.resolve("Ash.java"));
    Files.copy(LAUNCHER, root.resolve("tools/ash"));
    makePast(root);
    java("17.0.15");
    maven(
        """
        mkdir -p tools/ash-cli/target
        : >tools/ash-cli/target/ash-cli-1.jar
        : >tools/ash-cli/target/sibling.jar
        printf '%s' "$PWD/tools/ash-cli/target/sibling.jar:/repository/foreign.jar" \\
          >tools/ash-cli/target/classpath.txt
        """);
  }

  /** So that whatever is touched later is newer than every stamp, and these files are older. */
  private static void makePast(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      walk.forEach(files::add);
    }
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }
  }

  private void java(String version) throws IOException {
    script(
        "java",
        """
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2025-04-15' >&2
        else
          echo "CLASSPATH=${CLASSPATH:-}"
          printf '%%s\\n' "$@"
        fi
        """
            .formatted(version));
  }

  private void maven(String body) throws IOException {
    script("mvn", "echo \"$@\" >>'" + builds + "'\n" + body);
  }

  private void script(String name, String body) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", root.resolve("tools/ash").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().put("JAVA_HOME", bin.getParent().toString());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().keySet().removeAll(List.of("ASH_JAVA_OPTS", "ASH_MAVEN_ARGS"));
    return builder.start();
  }

  private static Outcome outcome(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    return outcome(start(arguments));
  }

  private int buildsSoFar() throws IOException {
    return Files.readAllLines(builds).size();
  }

  @Test
  void firstUse_builds_andSaysSoOnStderrOnly() throws Exception {
    Outcome outcome = run("--version");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().startsWith("Building ASH (first use"), outcome.err());
    assertFalse(outcome.out().contains("Building"), outcome.out());
    assertEquals(1, buildsSoFar());
  }

  @Test
  void laterUse_startsAtOnce() throws Exception {
    run();
    Outcome outcome = run();
    assertEquals("", outcome.err());
    assertEquals(1, buildsSoFar());
  }

  @Test
  void changedSource_isBuiltAgain() throws Exception {
    run();
    Files.setLastModifiedTime(
        root.resolve("tools/ash-cli/src/main/java/Ash.java"),
        FileTime.from(Instant.now().plusSeconds(60)));
    run();
    assertEquals(2, buildsSoFar());
  }

  @Test
  void arguments_reachTheCommandUnchanged() throws Exception {
    Outcome outcome = run("predict", "a picture.png", "", "*");
    assertTrue(
        outcome.out().endsWith("org.ash.cli.Ash\npredict\na picture.png\n\n*\n"), outcome.out());
  }

  @Test
  void command_isToldTheNameByWhichItWasCalled() throws Exception {
    String out = run().out();
    assertTrue(out.contains("-Dash.command=" + root.resolve("tools/ash") + "\n"), out);
  }

  @Test
  void classPath_isTheBuiltJarsCopied_andForeignJarsInPlace() throws Exception {
    String out = run().out();
    String lib = Files.readString(root.resolve("tools/target/launcher/current")).strip();
    String expected = lib + "/ash-cli-1.jar:" + lib + "/sibling.jar:/repository/foreign.jar";
    assertTrue(out.contains("CLASSPATH=" + expected + "\n"), out);
    assertTrue(Files.exists(Path.of(lib, "sibling.jar")));
  }

  @Test
  void failedBuild_namesItsLog_andIsTriedAgain() throws Exception {
    maven("echo '[ERROR] nothing works'; exit 1\n");
    Outcome outcome = run();
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("[ERROR] nothing works"), outcome.err());
    assertTrue(outcome.err().contains("tools/target/launcher/build.log"), outcome.err());
    run();
    assertEquals(2, buildsSoFar());
  }

  @Test
  void twoFirstUsesAtOnce_buildOnce() throws Exception {
    Process first = start();
    Process second = start();
    assertEquals(0, outcome(first).exitCode());
    assertEquals(0, outcome(second).exitCode());
    assertEquals(1, buildsSoFar());
  }

  @Test
  void lockOfADeadBuild_isTakenOver() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path state = Files.createDirectories(root.resolve("tools/target/launcher"));
    Files.writeString(state.resolve("lock"), dead.pid() + "\n");
    assertEquals(0, run().exitCode());
    assertFalse(Files.exists(state.resolve("lock")));
  }

  @Test
  void java25_getsTheFlagsThatItKnows_java17DoesNot() throws Exception {
    assertFalse(run().out().contains("--enable-native-access"));
    java("25.0.3");
    assertTrue(run().out().contains("--enable-native-access=ALL-UNNAMED\n"));
  }

  @Test
  void oldJava_isRefused_withWhatToDo() throws Exception {
    java("1.8.0_412");
    Outcome outcome = run();
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("Java 1.8.0_412"), outcome.err());
    assertTrue(outcome.err().contains("Set JAVA_HOME"), outcome.err());
    assertEquals(0, buildsSoFar());
  }
}
