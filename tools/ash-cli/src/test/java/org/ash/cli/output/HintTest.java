package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HintTest {

  @AfterEach
  void forgetTheName() {
    System.clearProperty(Hint.PROPERTY);
  }

  @Test
  void withoutALauncher_isTheUsualName() {
    assertEquals("tools/ash resume --run runs/a", Hint.of("resume", "--run", Path.of("runs", "a")));
  }

  @Test
  void name_isThatOfTheCall() {
    System.setProperty(Hint.PROPERTY, "/opt/my tools/ash");
    assertEquals("'/opt/my tools/ash' train --help", Hint.of("train", "--help"));
  }

  @Test
  void words_areQuotedWhereAShellWouldTakeThemApart() {
    assertEquals(
        "tools/ash predict --run 'it'\\''s mine' -a 'ash;stem.*=relu' IMAGE...",
        Hint.of("predict", "--run", "it's mine", "-a", "ash;stem.*=relu", "IMAGE..."));
  }
}
