package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ash.cli.command.ResultTypes;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What commands print with {@code --json}, and the schemas in docs/json that say so. */
final class JsonResultsTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Test
  void everyCommandWithJson_hasASchema() {
    Set<String> commands = new TreeSet<>();
    collect("", Ash.commandLine(), commands);
    assertEquals(commands, ResultTypes.byCommand().keySet());
  }

  private static void collect(String prefix, CommandLine line, Set<String> found) {
    for (Map.Entry<String, CommandLine> entry : line.getSubcommands().entrySet()) {
      String name = prefix + entry.getKey();
      if (entry.getValue().getMixins().values().stream()
          .anyMatch(OutputOptions.class::isInstance)) {
        found.add(name);
      }
      collect(name + " ", entry.getValue(), found);
    }
  }

  /** {@code ASH_SCHEMAS=write} in the environment writes them anew. */
  @Test
  void schemasInDocs_areWhatCommandsPrint() throws IOException {
    Path folder = DOCS.resolve("json");
    for (Map.Entry<String, ObjectNode> entry : JsonResults.schemas().entrySet()) {
      Path file = folder.resolve(entry.getKey().replace(' ', '-') + ".schema.json");
      String wanted = JSON.writeValueAsString(entry.getValue()) + "\n";
      if ("write".equals(System.getenv("ASH_SCHEMAS"))) {
        Files.createDirectories(folder);
        Files.writeString(file, wanted);
      }
      assertEquals(wanted, Files.readString(file), () -> file + "; write it anew, see above");
    }
    String page = Files.readString(DOCS.resolve("json.md"));
    ResultTypes.byCommand()
        .keySet()
        .forEach(
            name ->
                assertTrue(page.contains("json/" + name.replace(' ', '-') + ".schema.json"), name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backends --json",
        "models --json",
        "summary resnet-8 --json",
        "summary resnet-8 --graph --json",
        "data info --json",
        "data info shapes:count=20,test=10 --json"
      })
  void result_saysItsFormatFirst_andIsWhatItsSchemaSays(String command) throws IOException {
    JsonNode result = Invocation.of(command.split(" ")).json();
    assertEquals("format", result.fieldNames().next());
    assertEquals(Output.FORMAT, result.path("format").asInt());
  }

  @Test
  void otherFieldsOrTypes_areTold() throws IOException {
    List<String> typed = List.of("data", "info", "--json");
    for (String wrong :
        List.of(
            "{\"format\": 1}",
            "{\"format\": 1, \"kinds\": [], \"more\": 1}",
            "{\"format\": 1, \"kinds\": [{\"usage\": 1, \"description\": \"\"}]}",
            "{\"kinds\": []}")) {
      JsonNode printed = JSON.readTree(wrong);
      assertThrows(AssertionError.class, () -> JsonResults.validate(typed, printed), wrong);
    }
  }
}
