package org.ash.conformance.vector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.operator.OperatorCase;
import org.ash.tensor.Tensor;

/**
 * A case with its true results, fixed as data: not calculated by this project, so that an error of
 * the oracle cannot hide in them.
 *
 * @param id unique among all vectors
 * @param note the bug that it hunts
 * @param operatorCase operator and operands; its label is the id
 * @param outputs true results by the operator's names of them, floating ones in FLOAT64
 */
public record ConformanceVector(
    String id, String note, OperatorCase operatorCase, Map<String, Tensor> outputs) {
  private static final List<String> FIELDS =
      List.of("id", "note", "op", "attributes", "inputs", "outputs");

  /** Copies the map. */
  public ConformanceVector {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * The vector of a JSON value.
   *
   * @throws ConformanceDataException when it is none; the message names file, entry and field
   */
  static ConformanceVector read(JsonPlace place) {
    JsonPlace entry = place.asEntry(place.field("id").text());
    entry.expectOnly(FIELDS);
    OperatorCase operatorCase = OperatorJson.read(entry, entry.entry());
    return new ConformanceVector(
        entry.entry(),
        entry.field("note").text(),
        operatorCase,
        outputs(entry.field("outputs"), operatorCase.op().outputNames()));
  }

  private static Map<String, Tensor> outputs(JsonPlace place, List<String> names) {
    place.expectOnly(names);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (String name : names) {
      outputs.put(name, TensorJson.readExact(place.field(name)));
    }
    return outputs;
  }
}
