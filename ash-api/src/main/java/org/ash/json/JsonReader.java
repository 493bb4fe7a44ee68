package org.ash.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text by recursive descent; strict: no comments, no duplicate names. */
final class JsonReader {
  /** Deeper nesting is refused, so that no text can exhaust the stack. */
  private static final int MAX_DEPTH = 64;

  private static final int MAX_DIGITS = 400;

  private final String text;
  private int position;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  JsonValue document() {
    JsonValue value = value();
    skipSpace();
    if (position < text.length()) {
      throw error("unexpected text after the value");
    }
    return value;
  }

  private JsonValue value() {
    skipSpace();
    char next = peek();
    if (next == '{') {
      return object();
    }
    if (next == '[') {
      return array();
    }
    if (next == '"') {
      return new JsonValue.JsonString(string());
    }
    if (next == '-' || isDigit(next)) {
      return number();
    }
    if (accept("true")) {
      return new JsonValue.JsonBoolean(true);
    }
    if (accept("false")) {
      return new JsonValue.JsonBoolean(false);
    }
    if (accept("null")) {
      return new JsonValue.JsonNull();
    }
    throw error("expected a value");
  }

  private JsonObject object() {
    enter('{');
    Map<String, JsonValue> members = new LinkedHashMap<>();
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        if (peek() != '"') {
          throw error("expected a member's name");
        }
        String name = string();
        skipSpace();
        expect(':');
        if (members.put(name, value()) != null) {
          throw error("member '" + name + "' appears twice");
        }
        skipSpace();
      } while (accept(","));
    }
    expect('}');
    depth--;
    return new JsonObject(members);
  }

  private JsonValue.JsonArray array() {
    enter('[');
    List<JsonValue> items = new ArrayList<>();
    skipSpace();
    if (peek() != ']') {
      do {
        items.add(value());
        skipSpace();
      } while (accept(","));
    }
    expect(']');
    depth--;
    return new JsonValue.JsonArray(items);
  }

  private String string() {
    expect('"');
    StringBuilder characters = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(position++);
      if (c < ' ') {
        throw error("control character in a string");
      }
      characters.append(c == '\\' ? escape() : c);
    }
    position++;
    return characters.toString();
  }

  private char escape() {
    char c = peek();
    position++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("unknown escape \\" + c);
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw error("expected four hexadecimal digits");
      }
      code = code * 16 + digit;
      position++;
    }
    return (char) code;
  }

  private JsonValue.JsonNumber number() {
    int start = position;
    accept("-");
    if (!accept("0")) {
      digits();
    }
    if (accept(".")) {
      digits();
    }
    if (accept("e") || accept("E")) {
      if (!accept("+")) {
        accept("-");
      }
      digits();
    }
    String literal = text.substring(start, position);
    if (literal.length() > MAX_DIGITS) {
      throw error("number of more than " + MAX_DIGITS + " characters");
    }
    try {
      BigDecimal value = new BigDecimal(literal);
      // Converting 1e999999999 to a whole number would take a gigabyte.
      if (Math.abs((long) value.scale()) > MAX_DIGITS) {
        throw error("number out of range: " + literal);
      }
      return new JsonValue.JsonNumber(value);
    } catch (NumberFormatException e) {
      throw error("number out of range: " + literal);
    }
  }

  private void digits() {
    if (!isDigit(peek())) {
      throw error("expected a digit");
    }
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
  }

  private void enter(char open) {
    expect(open);
    if (++depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("expected '" + c + "'");
    }
    position++;
  }

  private boolean accept(String token) {
    boolean found = text.startsWith(token, position);
    position += found ? token.length() : 0;
    return found;
  }

  private char peek() {
    if (position >= text.length()) {
      throw error("the text ends early");
    }
    return text.charAt(position);
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private JsonException error(String problem) {
    int end = Math.min(position, text.length());
    int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    int column = end - text.lastIndexOf('\n', Math.max(end - 1, 0));
    return new JsonException("line " + line + ", column " + column + ": " + problem);
  }
}
