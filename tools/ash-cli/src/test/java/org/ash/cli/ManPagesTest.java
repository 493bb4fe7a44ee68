package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManPagesTest {
  @TempDir private Path folder;

  @Test
  void everyCommand_hasAPage_withItsOptions() throws IOException {
    String typed = System.getProperty("ash.command");
    try {
      ManPages.write(folder);
    } finally {
      if (typed == null) {
        System.clearProperty("ash.command");
      } else {
        System.setProperty("ash.command", typed);
      }
    }
    for (String command : Ash.commandLine().getSubcommands().keySet()) {
      assertTrue(Files.exists(folder.resolve("ash-" + command + ".adoc")), command);
    }
    String verify = Files.readString(folder.resolve("ash-verify.adoc"));
    assertTrue(verify.contains("--time-limit"), verify);
    assertTrue(verify.contains("ash verify --run runs/a"), verify);
    assertEquals(-1, verify.indexOf("${"), verify);
  }
}
