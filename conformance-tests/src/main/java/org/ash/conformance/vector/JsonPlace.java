package org.ash.conformance.vector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.ash.text.NearestNames;

/**
 * A JSON value that knows where it stands, so that errors name file, entry and field.
 *
 * @param file name of the file
 * @param entry id of the entry in it; empty outside of entries
 * @param path of the value within the entry, as {@code inputs[0].dtype}; empty for the whole
 * @param node the value
 */
public record JsonPlace(String file, String entry, String path, JsonNode node) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a file.
   *
   * @throws ConformanceDataException when it is not JSON
   */
  public static JsonPlace read(String file, InputStream content) throws IOException {
    try (JsonParser parser = JSON.createParser(content)) {
      JsonNode node = JSON.readTree(parser);
      return new JsonPlace(file, "", "", node);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new ConformanceDataException(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ": is not JSON: "
              + e.getOriginalMessage()
              + ".",
          e);
    }
  }

  /** The same value, the beginning of an entry. */
  public JsonPlace asEntry(String id) {
    return new JsonPlace(file, id, "", node);
  }

  /** The value of a field that must be there. */
  public JsonPlace field(String name) {
    return optional(name).orElseThrow(() -> error("lacks the field '" + name + "'"));
  }

  /** The value of a field. */
  public Optional<JsonPlace> optional(String name) {
    if (!node.isObject()) {
      throw error("should be an object with the field '" + name + "'");
    }
    return Optional.ofNullable(node.get(name))
        .map(value -> new JsonPlace(file, entry, path.isEmpty() ? name : path + "." + name, value));
  }

  /** Requires an object without fields but these. */
  public void expectOnly(List<String> names) {
    if (!node.isObject()) {
      throw error("should be an object with the fields " + names);
    }
    for (Iterator<String> given = node.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!names.contains(name)) {
        throw error("has an unknown field '" + name + "'." + NearestNames.question(name, names));
      }
    }
  }

  /** The elements of an array. */
  public List<JsonPlace> items() {
    if (!node.isArray()) {
      throw error("should be an array");
    }
    List<JsonPlace> items = new ArrayList<>();
    for (JsonNode item : node) {
      items.add(new JsonPlace(file, entry, path + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** A text that is not blank. */
  public String text() {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw error("should be a text");
    }
    return node.textValue();
  }

  /** Texts. */
  public List<String> texts() {
    return items().stream().map(JsonPlace::text).toList();
  }

  /** A whole number. */
  public long whole() {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw error("should be a whole number");
    }
    return node.longValue();
  }

  /** A number; as a text also NaN, Infinity, -Infinity, -0.0 and hexadecimal ones. */
  public double real() {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isTextual()) {
      try {
        return Double.parseDouble(node.textValue());
      } catch (NumberFormatException e) {
        throw error("should be a number, given '" + node.textValue() + "'");
      }
    }
    throw error("should be a number");
  }

  /** True or false. */
  public boolean flag() {
    if (!node.isBoolean()) {
      throw error("should be true or false");
    }
    return node.booleanValue();
  }

  /** What to throw about this value: {@code file, 'entry', field: problem.} */
  public ConformanceDataException error(String problem) {
    StringBuilder where = new StringBuilder(file);
    if (!entry.isEmpty()) {
      where.append(", '").append(entry).append("'");
    }
    if (!path.isEmpty()) {
      where.append(", ").append(path);
    }
    String end = problem.endsWith("?") || problem.endsWith(".") ? "" : ".";
    return new ConformanceDataException(where + ": " + problem + end);
  }
}
