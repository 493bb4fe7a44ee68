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
import java.util.concurrent.TimeUnit;
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
    Path repository = Files.createDirectories(temporary.resolve("a repository"));
    Files.writeString(repository.resolve("foreign.jar"), "foreign");
    maven(
        """
        mkdir -p tools/ash-cli/target
        : >tools/ash-cli/target/ash-cli-1.jar
        : >tools/ash-cli/target/sibling.jar
        printf '%s' "$PWD/tools/ash-cli/target/sibling.jar:REPOSITORY/foreign.jar" \\
          >tools/ash-cli/target/classpath.txt
        """
            .replace("REPOSITORY", repository.toString()));
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

  /** The layout of the zip that the profile dist makes. */
  @Test
  void unpackedFromTheZip_buildsNothing_andTakesTheJarsBesideIt() throws Exception {
    Files.delete(root.resolve("pom.xml"));
    Files.createDirectory(root.resolve("lib"));
    Outcome outcome = run("--version");
    assertEquals("", outcome.err());
    assertEquals(0, buildsSoFar());
    assertTrue(
        outcome.out().startsWith("CLASSPATH=" + root.toRealPath() + "/lib/*\n"), outcome.out());
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
  void classPath_isCopiesOfAllJars() throws Exception {
    String out = run().out();
    assertTrue(out.contains("CLASSPATH=" + classPath(root) + "\n"), out);
    for (String jar : classPath(root).split(":", -1)) {
      assertTrue(Files.isRegularFile(Path.of(jar)), jar);
    }
  }

  /** The class path that a checkout is to be run with. */
  private static String classPath(Path checkout) throws IOException {
    // The launcher names itself without symbolic links.
    Path state = checkout.toRealPath().resolve("tools/target/launcher");
    String lib = Files.readString(state.resolve("current")).strip();
    return state.resolve(lib).resolve("ash-cli-1.jar")
        + ":"
        + state.resolve(lib).resolve("sibling.jar")
        + ":"
        + state.resolve("jars/foreign.jar");
  }

  @Test
  void whatTheLauncherKeeps_namesNoPlaceOfTheMachine() throws Exception {
    run();
    try (var walk = Files.walk(root.resolve("tools/target/launcher"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        assertFalse(text.contains(temporary.toString()), file + ": " + text);
      }
    }
  }

  @Test
  void copiedCheckout_runsItsOwnJars() throws Exception {
    run();
    Path copy = temporary.resolve("a copy");
    assertEquals(0, new ProcessBuilder("cp", "-rp", root + "", copy + "").start().waitFor());
    Path original = root;
    root = copy;
    String out = run().out();
    assertTrue(out.contains("CLASSPATH=" + classPath(copy) + "\n"), out);
    assertFalse(out.contains(original + "/"), out);
    assertEquals(1, buildsSoFar(), "a copy with its times is not built again");
  }

  @Test
  void movedCheckout_needsNeitherItsOldPlace_norTheRepository() throws Exception {
    run();
    Path moved = temporary.resolve("moved");
    Files.move(root, moved);
    root = moved;
    Files.delete(temporary.resolve("a repository/foreign.jar"));
    Outcome outcome = run();
    assertEquals("", outcome.err());
    assertTrue(outcome.out().contains("CLASSPATH=" + classPath(moved) + "\n"), outcome.out());
    assertEquals(1, buildsSoFar());
  }

  @Test
  void lostJar_isBuiltAgain() throws Exception {
    run();
    Files.delete(root.resolve("tools/target/launcher/jars/foreign.jar"));
    assertEquals(0, run().exitCode());
    assertEquals(2, buildsSoFar());
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

  /** A number that no process has: of one that has ended. */
  private static long deadProcess() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    return dead.pid();
  }

  /** Whatever an ended build has left of its lock, the next one takes it at once. */
  private void leftLock_isTakenOver(String name) throws Exception {
    String dead = deadProcess() + " Mon Jan 1 00:00:00 2024\n";
    String othersNow = ProcessHandle.current().pid() + " Mon Jan 1 00:00:00 2024\n";
    for (String content : List.of("", "\n", dead, othersNow, "no number\n")) {
      Path state = Files.createDirectories(root.resolve("tools/target/launcher"));
      Files.writeString(state.resolve(name), content);
      Files.deleteIfExists(state.resolve("built"));
      Process process = start();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "waits for '" + content.strip() + "'");
      assertEquals("Building", outcome(process).err().split(" ", 2)[0]);
    }
  }

  @Test
  void lockThatAnEndedBuildHasLeft_isTakenOver() throws Exception {
    leftLock_isTakenOver("lock");
  }

  @Test
  void lockThatAnEndedBuildHasLeft_isTakenOver_withoutFlock() throws Exception {
    script("flock", "exit 71\n");
    leftLock_isTakenOver("lock.owner");
    assertFalse(Files.exists(root.resolve("tools/target/launcher/lock.owner")));
  }

  @Test
  void twoFirstUsesAtOnce_buildOnce_withoutFlock() throws Exception {
    script("flock", "exit 71\n");
    twoFirstUsesAtOnce_buildOnce();
  }

  @Test
  void checkoutThatCannotBeWritten_isToldAtOnce() throws Exception {
    // Folders of the files' names: the superuser may write where others may not.
    Files.createDirectories(root.resolve("tools/target/launcher/lock"));
    assertUnwritable(run());
    Files.delete(root.resolve("tools/target/launcher/lock"));
    Files.delete(root.resolve("tools/target/launcher"));
    Files.createFile(root.resolve("tools/target/launcher"));
    assertUnwritable(run());
    assertEquals(0, buildsSoFar());
  }

  private static void assertUnwritable(Outcome outcome) {
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().startsWith("ash: cannot write "), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
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
