package org.ash.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON object, its members in order.
 *
 * @param members the values by name
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

  /** Copies the map. */
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * Reads an object.
   *
   * @throws JsonException when the text is not JSON or another value
   */
  public static JsonObject parse(String text) {
    if (JsonValue.parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("expected an object");
  }

  /** The text of a string member. */
  public String text(String name) {
    return require(name, JsonString.class, "a string").value();
  }

  /** The value of a number member; no number of a double's range loses digits. */
  public double number(String name) {
    return require(name, JsonNumber.class, "a number").value().doubleValue();
  }

  /**
   * The value of a member that is a whole number.
   *
   * @throws JsonException when it is missing, has a fraction or does not fit a long
   */
  public long integer(String name) {
    return whole(name, require(name, JsonNumber.class, "a number").value());
  }

  /** As {@link #integer}, for values that fit an int. */
  public int smallInteger(String name) {
    long value = integer(name);
    if (value != (int) value) {
      throw new JsonException("member '" + name + "' does not fit 32 bits: " + value);
    }
    return (int) value;
  }

  /** The value of a member that is true or false. */
  public boolean flag(String name) {
    return require(name, JsonBoolean.class, "true or false").value();
  }

  /** The value of a member that is an object. */
  public JsonObject object(String name) {
    return require(name, JsonObject.class, "an object");
  }

  /** The values of a member that is an array of strings. */
  public List<String> texts(String name) {
    return items(name, JsonString.class, "strings", JsonString::value);
  }

  /** The values of a member that is an array of numbers. */
  public List<Double> numbers(String name) {
    return items(name, JsonNumber.class, "numbers", number -> number.value().doubleValue());
  }

  /** The values of a member that is an array of whole numbers. */
  public List<Long> integers(String name) {
    return items(name, JsonNumber.class, "numbers", number -> whole(name, number.value()));
  }

  /** The values of a member that is an array of objects. */
  public List<JsonObject> objects(String name) {
    return items(name, JsonObject.class, "objects", object -> object);
  }

  /** A member, whatever it is; empty when it is missing or null. */
  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof JsonNull));
  }

  /** The object as text, indented by two spaces; arrays without objects take one line. */
  @Override
  public String toString() {
    return JsonWriter.write(this);
  }

  private <V extends JsonValue> V require(String name, Class<V> type, String what) {
    JsonValue value = members.get(name);
    if (value == null) {
      throw new JsonException("member '" + name + "' is missing");
    }
    if (!type.isInstance(value)) {
      throw new JsonException("member '" + name + "' is not " + what);
    }
    return type.cast(value);
  }

  private <V extends JsonValue, T> List<T> items(
      String name, Class<V> type, String what, Function<V, T> convert) {
    List<JsonValue> items = require(name, JsonArray.class, "an array").items();
    if (!items.stream().allMatch(type::isInstance)) {
      throw new JsonException("member '" + name + "' is not an array of " + what);
    }
    return items.stream().map(type::cast).map(convert).toList();
  }

  private static long whole(String name, BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new JsonException("member '" + name + "' is not a whole number of 64 bits: " + value);
    }
  }

  /** Collects the members of an object. */
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    /** Adds a string. */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /** Adds a whole number. */
    public Builder put(String name, long value) {
      return put(name, new JsonNumber(BigDecimal.valueOf(value)));
    }

    /**
     * Adds a number that reads back as the same double.
     *
     * @throws IllegalArgumentException when it is NaN or infinite, which JSON cannot say
     */
    public Builder put(String name, double value) {
      return put(name, numberOf(name, value));
    }

    /** Adds true or false. */
    public Builder put(String name, boolean value) {
      return put(name, new JsonBoolean(value));
    }

    /** Adds any value. */
    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Adds an array of strings. */
    public Builder putTexts(String name, List<String> values) {
      return put(name, new JsonArray(values.stream().<JsonValue>map(JsonString::new).toList()));
    }

    /** Adds an array of finite numbers. */
    public Builder putNumbers(String name, List<Double> values) {
      return put(
          name,
          new JsonArray(values.stream().<JsonValue>map(value -> numberOf(name, value)).toList()));
    }

    /** Adds an array of whole numbers. */
    public Builder putIntegers(String name, List<Long> values) {
      return put(
          name,
          new JsonArray(
              values.stream()
                  .<JsonValue>map(value -> new JsonNumber(BigDecimal.valueOf(value)))
                  .toList()));
    }

    /** Adds an array of objects. */
    public Builder putObjects(String name, List<JsonObject> values) {
      return put(name, new JsonArray(List.copyOf(values)));
    }

    /** The object. */
    public JsonObject build() {
      return new JsonObject(members);
    }

    private static JsonNumber numberOf(String name, double value) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("JSON has no number " + value + ", member " + name);
      }
      return new JsonNumber(new BigDecimal(Double.toString(value)));
    }
  }
}
