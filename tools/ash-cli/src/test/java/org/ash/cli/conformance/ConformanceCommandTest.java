package org.ash.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ash conformance}, on the oracle and on a backend that crashes. */
final class ConformanceCommandTest {

  @TempDir Path folder;

  @Test
  void oracle_conforms_andTheFilesAreWritten() throws IOException {
    Path page = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    Invocation judged =
        Invocation.of(
            "conformance",
            "--backend",
            "reference",
            "--rule",
            "OP-Abs-*",
            "--report",
            page.toString(),
            "--json",
            json.toString());
    assertEquals(0, judged.exitCode(), judged.err());
    assertTrue(judged.out().contains("conforms"), judged.out());
    assertTrue(Files.readString(page).contains("<h1>ASH conformance: reference conforms</h1>"));
    Invocation compared =
        Invocation.of(
            "conformance", "-b", "reference", "--rule", "OP-Abs-*", "--baseline", json.toString());
    assertEquals(0, compared.exitCode(), compared.err());
    assertTrue(compared.out().contains("Nothing turned worse or moved"), compared.out());
  }

  @Test
  void filesInNewFolders_areWritten_afterTheTable() throws IOException {
    Path page = folder.resolve("new/report.html");
    Path json = folder.resolve("other/report.json");
    Invocation judged = judge("--report", page.toString(), "--json", json.toString());
    assertEquals(0, judged.exitCode(), judged.err());
    assertTrue(Files.exists(page) && Files.exists(json));
    assertTrue(judged.out().startsWith("BACKEND"), judged.out());
    assertTrue(judged.out().contains("Report: " + page), judged.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--report", "--json"})
  void fileThatCannotBeWritten_isTold_beforeAnythingIsJudged(String option) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Invocation refused = judge(option, file.resolve("report").toString());
    assertEquals(1, refused.exitCode());
    assertEquals("", refused.out());
    assertTrue(refused.complaint().contains(file + ": is a file, not a folder"), refused.err());
    Invocation folderNamed = judge(option, folder.toString());
    assertTrue(folderNamed.complaint().contains("is a folder; name a file"), folderNamed.err());
  }

  private static Invocation judge(String... more) {
    List<String> words = new ArrayList<>(List.of("conformance", "--backends", "reference"));
    words.addAll(List.of("--rule", "OP-Abs-*"));
    words.addAll(List.of(more));
    return Invocation.of(words.toArray(String[]::new));
  }

  @Test
  void numbersThatMovedSinceTheBaseline_areAnAlarm() throws IOException {
    Path json = folder.resolve("report.json");
    Invocation.of(
        "conformance", "-b", "reference", "--rule", "OP-Exp-values", "--json", json.toString());
    Files.writeString(
        json,
        Files.readString(json).replaceFirst("\"worstUlps\" : [0-9.E-]+", "\"worstUlps\" : 3.25"));
    Invocation compared =
        Invocation.of(
            "conformance",
            "-b",
            "reference",
            "--rule",
            "OP-Exp-values",
            "--baseline",
            json.toString());
    assertEquals(1, compared.exitCode(), compared.err());
    assertTrue(compared.out().contains("moved  reference  OP-Exp-values: 3.25 ulp ->"));
  }

  @Test
  void crash_breaksTheRuleThatWasJudged_andTheOthersAreJudged() throws Exception {
    Invocation judged =
        CrashingBackendProvider.invoke(
            folder,
            "conformance",
            "-b",
            CrashingBackendProvider.NAME,
            "--rule",
            "OP-Exp-values",
            "--rule",
            "OP-Log-values",
            "--json");
    assertEquals(1, judged.exitCode(), judged.err());
    JsonNode report = judged.json().at("/backends/0");
    assertEquals(1, report.at("/verdicts/passed").asInt(), report::toString);
    JsonNode failed = result(report, "OP-Exp-values");
    String message = failed.at("/findings/0/message").asText();
    assertTrue(message.contains("exit code 134 while this rule was judged"), message);
    assertTrue(message.contains("cannot go on"), message);
  }

  @Test
  void brokenRule_isTold_withTheLineThatReproducesIt() throws Exception {
    Invocation judged =
        CrashingBackendProvider.invoke(
            folder, "conformance", "-b", CrashingBackendProvider.NAME, "--rule", "OP-Neg-values");
    assertEquals(1, judged.exitCode(), judged.err());
    assertTrue(judged.out().contains("DOES NOT CONFORM"), judged.out());
    assertTrue(
        judged.out().contains("tools/ash conformance --backend crashing --rule OP-Neg-values"),
        judged.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -b referense                           | 'reference'
          -b reference --level operator          | 'operators'
          -b reference --rule OP-Expp-values     | 'OP-Exp-values'
          -b reference --rule OP-Sigmod-*        | 'OP-Sigmoid-*'
          -b reference --draws -1                | --draws is 0 or more
          -b reference --rule OP-Abs-values --case nowhere | No case of the chosen rules is labelled
          """)
  void wrongUsage_isExplainedOnOneLine(String arguments, String expected) {
    Invocation wrong = Invocation.of(("conformance " + arguments).split(" "));
    assertEquals(2, wrong.exitCode(), wrong.err());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains(expected), wrong::err);
  }

  private static JsonNode result(JsonNode report, String rule) {
    for (JsonNode result : report.get("results")) {
      if (result.get("rule").asText().equals(rule)) {
        return result;
      }
    }
    throw new AssertionError("no result of " + rule + " in " + report);
  }
}
