package org.ash.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

  @Test
  void whatIsWritten_readsBackEqual() {
    JsonObject object =
        new JsonObject.Builder()
            .put("text", "quote \" backslash \\ line\n tab\t bell\u0007 umlaut ä pair \ud83d\ude00")
            .put("long", Long.MIN_VALUE)
            .put("double", 0.1 + 0.2)
            .put("tiny", Double.MIN_VALUE)
            .put("flag", true)
            .put("nothing", new JsonValue.JsonNull())
            .putTexts("texts", List.of("a", ""))
            .putNumbers("numbers", List.of(1e300, -0.5))
            .putIntegers("integers", List.of(1L, Long.MAX_VALUE))
            .putObjects("objects", List.of(new JsonObject.Builder().build()))
            .build();
    assertEquals(object, JsonObject.parse(object.toString()));
  }

  @Test
  void doubles_readBackBitEqual() {
    double value = Math.nextUp(1.0 / 3);
    JsonObject object = new JsonObject.Builder().put("x", value).build();
    assertEquals(value, JsonObject.parse(object.toString()).number("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "[1,]",
        "[1 2]",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "0x10",
        "NaN",
        "Infinity",
        "nul",
        "\"open",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"line\nbreak\"",
        "{} {}",
        "1e999999999",
        "// comment\n1"
      })
  void textThatIsNotJson_isRefused(String text) {
    assertThrows(JsonException.class, () -> JsonValue.parse(text));
  }

  @Test
  void deepNesting_isRefusedBeforeTheStackOverflows() {
    JsonException error =
        assertThrows(JsonException.class, () -> JsonValue.parse("[".repeat(100_000)));
    assertTrue(error.getMessage().contains("nested deeper"), error.getMessage());
  }

  @Test
  void error_tellsLineAndColumn() {
    JsonException error =
        assertThrows(JsonException.class, () -> JsonValue.parse("{\n  \"a\": ?\n}"));
    assertEquals("line 2, column 8: expected a value", error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "missing, member 'missing' is missing",
    "text, member 'text' is not a number",
    "fraction, member 'fraction' is not a whole number of 64 bits: 1.5",
    "large, member 'large' is not a whole number of 64 bits: 9223372036854775808",
  })
  void memberOfAnotherKind_isNamed(String name, String message) {
    JsonObject object =
        JsonObject.parse("{\"text\": \"1\", \"fraction\": 1.5, \"large\": 9223372036854775808}");
    JsonException error = assertThrows(JsonException.class, () -> object.integer(name));
    assertEquals(message, error.getMessage());
  }
}
