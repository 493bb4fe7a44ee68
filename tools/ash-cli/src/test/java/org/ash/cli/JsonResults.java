package org.ash.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.ash.cli.command.ResultTypes;

/** The schemas of all commands, and whether what a command printed is what its schema says. */
final class JsonResults {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

  private JsonResults() {}

  /** The schema of each command by its name, as {@code data info}. */
  static Map<String, ObjectNode> schemas() {
    JsonSchemas schemas = new JsonSchemas();
    Map<String, ObjectNode> all = new TreeMap<>();
    ResultTypes.byCommand().forEach((name, types) -> all.put(name, schemas.of(name, types)));
    return all;
  }

  /** Fails when a command that has a schema printed something else. */
  static void validate(List<String> typed, JsonNode printed) {
    command(typed)
        .ifPresent(
            name -> {
              JsonSchema schema =
                  READ.computeIfAbsent(
                      name,
                      key ->
                          FACTORY.getSchema(
                              new JsonSchemas().of(key, ResultTypes.byCommand().get(key))));
              Set<ValidationMessage> differences = schema.validate(printed);
              if (!differences.isEmpty()) {
                throw new AssertionError(
                    name + " --json is not what its schema says: " + differences + "\n" + printed);
              }
            });
  }

  private static Optional<String> command(List<String> typed) {
    Map<String, List<Class<?>>> known = ResultTypes.byCommand();
    String first = typed.get(0);
    String both = typed.size() > 1 ? first + " " + typed.get(1) : first;
    return known.containsKey(both)
        ? Optional.of(both)
        : Optional.of(first).filter(known::containsKey);
  }
}
