package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data}: what it shows, and what it says of data that are wrong. */
final class DataCommandTest {

  @TempDir private Path folder;

  @Test
  void infoAsJson_countsImagesByClass() throws IOException {
    JsonNode info = Invocation.of("data", "info", "shapes:count=20,test=10", "--json").json();
    int images = 0;
    for (JsonNode count : info.get("train").get("histogram")) {
      images += count.asInt();
    }
    assertEquals(20, images);
    assertEquals(10, info.get("test").get("examples").asInt());
    assertEquals(info.get("classNames").size(), info.get("test").get("histogram").size());
  }

  @Test
  void info_drawsAPicture() {
    Path png = folder.resolve("new/sheet.png");
    Invocation drawn =
        Invocation.of(
            "data", "info", "shapes:count=20,test=10", "--png", png + "", "--columns", "1");
    assertEquals(0, drawn.exitCode(), drawn::err);
    assertTrue(Files.exists(png));
  }

  @Test
  void infoWithoutSet_listsTheKinds() {
    assertTrue(Invocation.of("data", "info").out().contains("cifar10:PATH"));
  }

  @Test
  void truncatedFile_isNamed_withWhatToDo() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[1000]);
    Invocation failed = Invocation.of("data", "info", "cifar10:" + folder);
    assertEquals(1, failed.exitCode());
    assertTrue(failed.complaint().contains("data_batch"), failed::err);
  }

  @Test
  void missingSubcommand_isWrongUsage() {
    assertEquals(2, Invocation.of("data").exitCode());
  }
}
