package org.ash.conformance.deviation;

import java.util.ArrayList;
import java.util.List;
import org.ash.conformance.rule.Glob;
import org.ash.conformance.vector.JsonPlace;
import org.ash.conformance.vector.OperatorJson;

/** Reads the entries of lists of known deviations; see {@code deviations.schema.json}. */
final class DeviationJson {
  private static final List<String> FIELDS =
      List.of(
          "id",
          "engineVersions",
          "rules",
          "cases",
          "bound",
          "explanation",
          "response",
          "reproduction");

  private DeviationJson() {}

  static KnownDeviation read(JsonPlace place) {
    JsonPlace entry = place.asEntry(place.field("id").text());
    entry.expectOnly(FIELDS);
    return new KnownDeviation(
        entry.field("id").text(),
        globs(entry.field("engineVersions")),
        globs(entry.field("rules")),
        globs(entry.field("cases")),
        bound(entry.field("bound")),
        entry.field("explanation").text(),
        entry.field("response").text(),
        reproduction(entry.field("reproduction"), entry.entry()));
  }

  private static List<Glob> globs(JsonPlace place) {
    return place.texts().stream().map(Glob::new).toList();
  }

  private static DeviationBound bound(JsonPlace place) {
    place.expectOnly(List.of("ulps", "absolute", "exchanges", "failure"));
    List<DeviationBound.Exchange> exchanges = new ArrayList<>();
    place
        .optional("exchanges")
        .ifPresent(list -> list.items().forEach(item -> exchanges.add(exchange(item))));
    return new DeviationBound(
        place.optional("ulps").map(JsonPlace::real).orElse(0.0),
        place.optional("absolute").map(JsonPlace::real).orElse(0.0),
        exchanges,
        place.optional("failure").map(text -> new Glob(text.text())));
  }

  private static DeviationBound.Exchange exchange(JsonPlace place) {
    place.expectOnly(List.of("exact", "actual"));
    return new DeviationBound.Exchange(value(place.field("exact")), value(place.field("actual")));
  }

  private static String value(JsonPlace place) {
    return place.node().asText().equals(DeviationBound.Exchange.FINITE)
        ? DeviationBound.Exchange.FINITE
        : Double.toString(place.real());
  }

  private static Reproduction reproduction(JsonPlace place, String id) {
    List<String> fields = new ArrayList<>(OperatorJson.CASE_FIELDS);
    fields.add("leastUlps");
    place.expectOnly(fields);
    return new Reproduction(
        OperatorJson.read(place, "deviation " + id),
        place.optional("leastUlps").map(JsonPlace::real).orElse(0.0));
  }
}
