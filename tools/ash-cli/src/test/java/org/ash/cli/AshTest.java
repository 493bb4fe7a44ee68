package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The root command's contract with shells: exit codes, and which stream carries what. */
final class AshTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine command =
        Ash.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void help_isPrintedToStdout_withExitCode0() {
    assertEquals(0, execute("--help"));
    assertTrue(out.toString().contains("Usage: tools/ash"), out::toString);
  }

  @Test
  void version_namesTheProduct() {
    assertEquals(0, execute("--version"));
    assertTrue(out.toString().startsWith("ash "), out::toString);
  }

  @Test
  void noCommand_isWrongUsage_saidOnStderr() {
    assertEquals(2, execute());
    assertTrue(err.toString().contains("ash --help"), err::toString);
  }

  @Test
  void unknownOption_isWrongUsage_namedOnStderr() {
    assertEquals(2, execute("--epochz"));
    assertTrue(err.toString().contains("--epochz"), err::toString);
  }
}
