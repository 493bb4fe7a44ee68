package org.ash.conformance.vector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Tensors as JSON: {@code {"dtype": "FLOAT32", "shape": [2, 3], "values": [...]}}; {@code "fill"}
 * instead of values gives every element the same one. NaN, Infinity, -0.0 and hexadecimal numbers
 * are texts.
 */
public final class TensorJson {
  static final List<String> FIELDS = List.of("dtype", "shape", "values", "fill", "declared");

  private TensorJson() {}

  /** The JSON of a tensor. */
  public static ObjectNode write(Tensor tensor) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dtype", tensor.dtype().name());
    ArrayNode shape = json.putArray("shape");
    Arrays.stream(tensor.shape().dims()).forEach(shape::add);
    ArrayNode values = json.putArray("values");
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.dtype().isFloating()) {
        add(values, tensor.get(i));
      } else {
        values.add(tensor.getLong(i));
      }
    }
    return json;
  }

  /**
   * The tensor of a JSON value.
   *
   * @throws ConformanceDataException when it is none
   */
  public static Tensor read(JsonPlace place) {
    place.expectOnly(FIELDS);
    return read(place, dtype(place.field("dtype")));
  }

  /** The same, floating values kept as FLOAT64 whatever the declared type. */
  static Tensor readExact(JsonPlace place) {
    place.expectOnly(FIELDS);
    DType declared = dtype(place.field("dtype"));
    return read(place, declared.isFloating() ? DType.FLOAT64 : declared);
  }

  private static Tensor read(JsonPlace place, DType dtype) {
    Shape shape = shape(place.field("shape"));
    if (place.optional("fill").isPresent()) {
      double fill = place.field("fill").real();
      return Tensor.generate(dtype, shape, i -> fill);
    }
    List<JsonPlace> values = place.field("values").items();
    if (values.size() != shape.size()) {
      throw place
          .field("values")
          .error("shape " + shape + " holds " + shape.size() + " elements, given " + values.size());
    }
    if (dtype == DType.INT64) {
      return Tensor.ofLongs(values.stream().mapToLong(JsonPlace::whole).toArray(), shape.dims());
    }
    return Tensor.generate(dtype, shape, i -> values.get(i).real());
  }

  /** An element type by its name. */
  static DType dtype(JsonPlace place) {
    String name = place.text();
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                place.error(
                    "there is no element type '"
                        + name
                        + "', only "
                        + Arrays.toString(DType.values())));
  }

  /** A shape as an array of extents. */
  static Shape shape(JsonPlace place) {
    long[] dims = place.items().stream().mapToLong(JsonPlace::whole).toArray();
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw place.error(e.getMessage());
    }
  }

  /** Adds a number, as a text where JSON has none or loses the sign of a zero. */
  static void add(ArrayNode values, double number) {
    if (!Double.isFinite(number) || (number == 0 && 1 / number < 0)) {
      values.add(Double.toString(number));
    } else {
      values.add(number);
    }
  }
}
