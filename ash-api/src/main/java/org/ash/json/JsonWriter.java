package org.ash.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON for people and programs: indented, members in order. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(JsonValue value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value, "");
    return writer.out.toString();
  }

  private void value(JsonValue value, String indent) {
    if (value instanceof JsonObject object) {
      object(object, indent);
    } else if (value instanceof JsonValue.JsonArray array) {
      array(array.items(), indent);
    } else if (value instanceof JsonValue.JsonString string) {
      string(string.value());
    } else if (value instanceof JsonValue.JsonNumber number) {
      out.append(number.value());
    } else if (value instanceof JsonValue.JsonBoolean flag) {
      out.append(flag.value());
    } else {
      out.append("null");
    }
  }

  private void object(JsonObject object, String indent) {
    if (object.members().isEmpty()) {
      out.append("{}");
      return;
    }
    String inner = indent + "  ";
    out.append('{');
    Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonValue> member = members.next();
      out.append('\n').append(inner);
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), inner);
      out.append(members.hasNext() ? "," : "");
    }
    out.append('\n').append(indent).append('}');
  }

  private void array(List<JsonValue> items, String indent) {
    boolean nested =
        items.stream().anyMatch(i -> i instanceof JsonObject || i instanceof JsonValue.JsonArray);
    String inner = indent + "  ";
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (nested) {
        out.append('\n').append(inner);
      } else if (i > 0) {
        out.append(' ');
      }
      value(items.get(i), inner);
      out.append(i + 1 < items.size() ? "," : "");
    }
    if (nested) {
      out.append('\n').append(indent);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
