package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.vector.ConformanceDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConformanceJsonTest {
  @TempDir Path folder;

  private final ConformanceReport report =
      SampleReports.of(
          "toy", SampleReports.passed("OP-Abs-values", 0.5), SampleReports.failed("OP-Exp-values"));

  @Test
  void whatWasWritten_isReadAgain() throws IOException {
    Path file = folder.resolve("report.json");
    ConformanceJson.write(file, List.of(report));
    ConformanceReport read = ConformanceJson.read(file).get(0);
    assertEquals(report.withResults(List.of()), read.withResults(List.of()));
    RuleResult before = report.results().get(1);
    RuleResult after = read.results().get(1);
    assertEquals(before.rule().id(), after.rule().id());
    assertEquals(before.rule().necessity(), after.rule().necessity());
    assertEquals(before.verdict(), after.verdict());
    assertEquals(before.findings(), after.findings());
    assertEquals(before.deviations(), after.deviations());
    assertEquals(before.skips(), after.skips());
    assertEquals(before.histogram(), after.histogram());
    assertEquals(ConformanceJson.text(List.of(report)), ConformanceJson.text(List.of(read)));
  }

  @Test
  void worstElement_isWrittenInHexadecimal_withTheLineThatReproducesIt() throws IOException {
    JsonNode file = new ObjectMapper().readTree(ConformanceJson.text(List.of(report)));
    JsonNode finding = file.at("/backends/0/results/1/findings/0");
    assertEquals(Double.toHexString(0.1), finding.at("/elements/0/actual").asText());
    assertEquals("-0x0.0p0", finding.at("/elements/0/operands/0").asText());
    assertEquals(
        "tools/ash conformance --backend toy --rule OP-Exp-values --case 'it'\\''s <odd>' --seed 7",
        finding.get("reproduce").asText());
  }

  @Test
  void fileOfAnotherVersion_isRefused() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(
        file, ConformanceJson.text(List.of(report)).replace("\"version\" : 1", "\"version\" : 2"));
    ConformanceDataException refused =
        assertThrows(ConformanceDataException.class, () -> ConformanceJson.read(file));
    assertTrue(refused.getMessage().contains("is 2, this program reads 1"), refused::getMessage);
  }
}
