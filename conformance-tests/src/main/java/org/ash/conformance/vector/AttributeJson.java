package org.ash.conformance.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ash.ir.Dimension;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/**
 * Attributes of operators as JSON, by reflection over the components of records. Of a {@link
 * Window}, strides, dilations and groups of 1 and paddings of 0 may be left out.
 */
final class AttributeJson {
  private AttributeJson() {}

  /** The components of a record. */
  static ObjectNode write(Record attributes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : attributes.getClass().getRecordComponents()) {
      json.set(component.getName(), node(value(attributes, component)));
    }
    return json;
  }

  /** A symbolic shape: extents as numbers, others as {@code "4*N"}. */
  static ArrayNode write(SymbolicShape shape) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Dimension dim : shape.dims()) {
      if (dim.isStatic()) {
        json.add(dim.extent());
      } else {
        json.add(dim.toString());
      }
    }
    return json;
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof SymbolicShape shape) {
      return write(shape);
    }
    if (value instanceof Shape shape) {
      ArrayNode dims = factory.arrayNode();
      Arrays.stream(shape.dims()).forEach(dims::add);
      return dims;
    }
    if (value instanceof Record nested) {
      return write(nested);
    }
    if (value instanceof List<?> list) {
      ArrayNode items = factory.arrayNode();
      list.forEach(item -> items.add(node(item)));
      return items;
    }
    if (value instanceof Double number) {
      ArrayNode one = factory.arrayNode();
      TensorJson.add(one, number);
      return one.get(0);
    }
    if (value instanceof Integer || value instanceof Long) {
      return factory.numberNode(((Number) value).longValue());
    }
    if (value instanceof Boolean flag) {
      return factory.booleanNode(flag);
    }
    if (value instanceof DType dtype) {
      return factory.textNode(dtype.name());
    }
    throw new IllegalArgumentException(
        "Attributes of " + value.getClass() + " have no JSON; add them to AttributeJson.");
  }

  private static Object value(Record attributes, RecordComponent component) {
    try {
      return component.getAccessor().invoke(attributes);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component + ".", e);
    }
  }

  /** The record of a type whose components are the fields of an object. */
  static Object record(JsonPlace place, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    place.expectOnly(Arrays.stream(components).map(RecordComponent::getName).toList());
    Class<?>[] parameters = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      parameters[i] = components[i].getType();
      arguments[i] = component(place, type, components[i]);
    }
    try {
      return type.getDeclaredConstructor(parameters).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw place.error("is refused by " + type.getSimpleName() + ": " + e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type + ".", e);
    }
  }

  private static Object component(JsonPlace place, Class<?> owner, RecordComponent component) {
    String name = component.getName();
    Optional<JsonPlace> given = place.optional(name);
    if (owner == Window.class && given.isEmpty()) {
      return name.startsWith("pad") ? 0 : 1;
    }
    return read(given.orElseGet(() -> place.field(name)), component.getGenericType());
  }

  private static Object read(JsonPlace place, Type type) {
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(place.whole());
    }
    if (type == long.class || type == Long.class) {
      return place.whole();
    }
    if (type == double.class) {
      return place.real();
    }
    if (type == boolean.class) {
      return place.flag();
    }
    if (type == DType.class) {
      return TensorJson.dtype(place);
    }
    if (type == Shape.class) {
      return TensorJson.shape(place);
    }
    if (type == SymbolicShape.class) {
      return symbolicShape(place);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<Object> items = new ArrayList<>();
      place.items().forEach(item -> items.add(read(item, list.getActualTypeArguments()[0])));
      return items;
    }
    if (type instanceof Class<?> nested && nested.isRecord()) {
      return record(place, nested);
    }
    throw new IllegalArgumentException(
        "Attributes of " + type + " have no JSON; add them to AttributeJson.");
  }

  /** A shape whose extents may be symbols. */
  static SymbolicShape symbolicShape(JsonPlace place) {
    return new SymbolicShape(place.items().stream().map(AttributeJson::dimension).toList());
  }

  /** {@code 3}, {@code "N"} or {@code "4*N"}. */
  private static Dimension dimension(JsonPlace place) {
    if (place.node().isNumber()) {
      return Dimension.of(place.whole());
    }
    List<String> factors = new ArrayList<>(List.of(place.text().split("\\*", -1)));
    if (!factors.get(0).matches("\\d+")) {
      return new Dimension(1, factors);
    }
    return new Dimension(Long.parseLong(factors.get(0)), factors.subList(1, factors.size()));
  }
}
