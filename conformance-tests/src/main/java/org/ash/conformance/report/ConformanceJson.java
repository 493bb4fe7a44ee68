package org.ash.conformance.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.RuleResult;
import org.ash.conformance.Verdict;
import org.ash.conformance.vector.ConformanceDataException;
import org.ash.conformance.vector.JsonPlace;

/**
 * Reports as JSON: {@code {"format": "ash-conformance", "version": 1, "conforms": true, "backends":
 * [...]}}. Numbers that are not finite are texts; operands, results and truths of elements are
 * hexadecimal texts, so that they are exact.
 */
public final class ConformanceJson {
  /** Changes when an older reader would misread a file. */
  public static final int VERSION = 1;

  private static final String FORMAT = "ash-conformance";

  // ASCII, so that it is the same bytes whatever the encoding of a pipe.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private ConformanceJson() {}

  /** Reports of several backends as a text. */
  public static String text(List<ConformanceReport> reports) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("format", FORMAT).put("version", VERSION);
    file.put("conforms", reports.stream().allMatch(ConformanceReport::conforms));
    ArrayNode backends = file.putArray("backends");
    reports.forEach(report -> backends.add(write(report)));
    try {
      return JSON.writeValueAsString(file) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file, replacing an older one. */
  public static void write(Path file, List<ConformanceReport> reports) throws IOException {
    Files.writeString(file, text(reports));
  }

  /**
   * Reads a file. Of each finding only its worst elements are left, and the rules that come with it
   * can be told, not checked.
   *
   * @throws ConformanceDataException when it is no such file, or of another version
   */
  public static List<ConformanceReport> read(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      JsonPlace place = JsonPlace.read(file.toString(), content);
      if (!place.field("format").text().equals(FORMAT)) {
        throw place.field("format").error("should be '" + FORMAT + "'");
      }
      long version = place.field("version").whole();
      if (version != VERSION) {
        throw place
            .field("version")
            .error("is " + version + ", this program reads " + VERSION + "; write the file anew");
      }
      return place.field("backends").items().stream().map(ConformanceJson::read).toList();
    }
  }

  /** One report. */
  public static ObjectNode write(ConformanceReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("backend", report.backend());
    json.put("engineVersion", report.engineVersion());
    json.put("device", report.device());
    json.put("conforms", report.conforms());
    ObjectNode counts = json.putObject("verdicts");
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict.toString(), report.count(verdict));
    }
    json.put("seed", report.seed()).put("draws", report.draws());
    json.put("started", report.started().toString());
    ObjectNode environment = json.putObject("environment");
    report.environment().forEach(environment::put);
    ArrayNode known = json.putArray("knownDeviations");
    for (ConformanceReport.DeviationSummary entry : report.knownDeviations()) {
      known
          .addObject()
          .put("id", entry.id())
          .put("explanation", entry.explanation())
          .put("response", entry.response())
          .put("bound", entry.bound())
          .put("reproduction", entry.reproduction());
    }
    ArrayNode results = json.putArray("results");
    for (RuleResult result : report.results()) {
      results.add(RuleResultJson.write(report, result));
    }
    return json;
  }

  /**
   * One report.
   *
   * @throws ConformanceDataException when it is none; the message names the field
   */
  public static ConformanceReport read(JsonPlace place) {
    Map<String, String> environment = new LinkedHashMap<>();
    JsonPlace facts = place.field("environment");
    for (Iterator<String> names = facts.node().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      environment.put(name, facts.field(name).text());
    }
    List<ConformanceReport.DeviationSummary> known = new ArrayList<>();
    for (JsonPlace entry : place.field("knownDeviations").items()) {
      known.add(
          new ConformanceReport.DeviationSummary(
              entry.field("id").text(),
              entry.field("explanation").text(),
              entry.field("response").text(),
              entry.field("bound").text(),
              entry.field("reproduction").text()));
    }
    return new ConformanceReport(
        place.field("backend").text(),
        place.field("engineVersion").text(),
        place.field("device").text(),
        place.field("seed").whole(),
        Math.toIntExact(place.field("draws").whole()),
        instant(place.field("started")),
        environment,
        known,
        place.field("results").items().stream().map(RuleResultJson::read).toList());
  }

  private static Instant instant(JsonPlace place) {
    try {
      return Instant.parse(place.text());
    } catch (DateTimeException e) {
      throw place.error("should be a time as 2026-11-24T05:00:00Z");
    }
  }
}
