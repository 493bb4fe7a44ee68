package org.ash.json;

import java.math.BigDecimal;
import java.util.List;

/** A JSON value: an object ({@link JsonObject}) or one of those here. */
public sealed interface JsonValue
    permits JsonObject,
        JsonValue.JsonArray,
        JsonValue.JsonString,
        JsonValue.JsonNumber,
        JsonValue.JsonBoolean,
        JsonValue.JsonNull {

  /**
   * An array.
   *
   * @param items its values
   */
  record JsonArray(List<JsonValue> items) implements JsonValue {
    /** Copies the list. */
    public JsonArray {
      items = List.copyOf(items);
    }
  }

  /**
   * A string.
   *
   * @param value its characters, unescaped
   */
  record JsonString(String value) implements JsonValue {}

  /**
   * A number of any size.
   *
   * @param value exactly as written
   */
  record JsonNumber(BigDecimal value) implements JsonValue {}

  /**
   * True or false.
   *
   * @param value which of them
   */
  record JsonBoolean(boolean value) implements JsonValue {}

  /** Null. */
  record JsonNull() implements JsonValue {}

  /**
   * Reads one value; nothing but white space may follow it.
   *
   * @throws JsonException with line and column when the text is not JSON
   */
  static JsonValue parse(String text) {
    return new JsonReader(text).document();
  }
}
