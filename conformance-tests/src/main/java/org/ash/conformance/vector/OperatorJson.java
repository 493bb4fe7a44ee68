package org.ash.conformance.vector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.conformance.operator.OperatorCase;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.ash.ir.ShapeException;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.tensor.Tensor;
import org.ash.text.NearestNames;

/**
 * Operators and cases as JSON: {@code {"op": "Softmax", "attributes": {"axis": 1}, "inputs":
 * [...]}}. The attributes are the components of the operator's record, read and written by
 * reflection; an input may declare a symbolic shape, {@code "declared": ["N", 3]}.
 */
public final class OperatorJson {
  /** Fields of a case. */
  public static final List<String> CASE_FIELDS = List.of("op", "attributes", "inputs");

  private static final Map<String, Class<? extends Op>> BY_NAME =
      Stream.concat(Operators.primitives().stream(), Operators.composites().stream())
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private OperatorJson() {}

  /** The JSON of a case, without its label. */
  public static ObjectNode write(OperatorCase operatorCase) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Op op = operatorCase.op();
    json.put("op", op.getClass().getSimpleName());
    if (op.getClass().getRecordComponents().length > 0) {
      json.set("attributes", AttributeJson.write((Record) op));
    }
    ArrayNode inputs = json.putArray("inputs");
    for (int i = 0; i < operatorCase.inputs().size(); i++) {
      Tensor input = operatorCase.inputs().get(i);
      ObjectNode tensor = TensorJson.write(input);
      SymbolicShape declared = operatorCase.types().get(i).shape();
      if (!declared.isStatic()) {
        tensor.set("declared", AttributeJson.write(declared));
      }
      inputs.add(tensor);
    }
    return json;
  }

  /**
   * The case of a JSON value that may have other fields, too.
   *
   * @param label of the case
   * @throws ConformanceDataException when it is none; the message names file, entry and field
   */
  public static OperatorCase read(JsonPlace place, String label) {
    Op op = operator(place);
    List<Tensor> inputs = new ArrayList<>();
    List<TensorType> types = new ArrayList<>();
    for (JsonPlace input : place.field("inputs").items()) {
      Tensor tensor = TensorJson.read(input);
      SymbolicShape declared =
          input
              .optional("declared")
              .map(AttributeJson::symbolicShape)
              .orElse(SymbolicShape.of(tensor.shape()));
      inputs.add(tensor);
      types.add(new TensorType(tensor.dtype(), declared));
    }
    OperatorCase operatorCase = new OperatorCase(label, op, inputs, types);
    checkTypes(place, operatorCase);
    return operatorCase;
  }

  private static void checkTypes(JsonPlace place, OperatorCase operatorCase) {
    try {
      operatorCase.graph();
    } catch (ShapeException e) {
      throw place.field("inputs").error(e.getMessage());
    }
  }

  /** The operator alone. */
  static Op operator(JsonPlace place) {
    String name = place.field("op").text();
    Class<? extends Op> type = BY_NAME.get(name);
    if (type == null) {
      throw place
          .field("op")
          .error(
              "there is no operator '"
                  + name
                  + "'."
                  + NearestNames.question(name, BY_NAME.keySet()));
    }
    JsonPlace attributes =
        place
            .optional("attributes")
            .orElseGet(
                () ->
                    new JsonPlace(
                        place.file(),
                        place.entry(),
                        place.path().isEmpty() ? "attributes" : place.path() + ".attributes",
                        JsonNodeFactory.instance.objectNode()));
    return (Op) AttributeJson.record(attributes, type);
  }
}
