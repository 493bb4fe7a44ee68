package org.ash.cli;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ash.cli.output.JsonShape;
import org.ash.cli.output.Output;

/** JSON Schema (2020-12) of the records that commands print. */
final class JsonSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String EXTENTS =
      "{\"type\": \"array\", \"items\": {\"type\": [\"integer\", \"string\"]}}";
  private static final String NUMBER =
      "{\"anyOf\": [{\"type\": \"number\"}, {\"enum\": [\"NaN\", \"Infinity\", \"-Infinity\"]}]}";
  private static final String NUMBER_OR_NULL =
      "{\"anyOf\": [{\"type\": [\"number\", \"null\"]},"
          + " {\"enum\": [\"NaN\", \"Infinity\", \"-Infinity\"]}]}";

  /** All are equal to it. */
  private static final Comparator<MemberScope<?, ?>> AS_DECLARED = Comparator.comparing(m -> 0);

  private final SchemaGenerator generator = new SchemaGenerator(configuration().build());

  /** What a command prints whose result is any of these. */
  ObjectNode of(String command, List<Class<?>> results) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
    schema.put("title", "ash " + command + " --json");
    if (results.size() == 1) {
      schema.setAll(result(results.get(0)));
    } else {
      results.forEach(result -> schema.withArray("anyOf").add(result(result)));
    }
    return schema;
  }

  private ObjectNode result(Class<?> type) {
    ObjectNode schema = generator.generateSchema(type);
    schema.remove("$schema");
    ((ObjectNode) schema.path("properties")).putObject("format").put("const", Output.FORMAT);
    schema.withArray("required").insert(0, "format");
    return schema;
  }

  private static SchemaGeneratorConfigBuilder configuration() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
    builder.forFields().withRequiredCheck(field -> !field.isFakeContainerItemScope());
    builder
        .forTypesInGeneral()
        .withPropertySorter(AS_DECLARED)
        .withCustomDefinitionProvider(
            (type, context) ->
                definition(type)
                    .map(JsonSchemas::asItStands)
                    .orElseGet(() -> orNull(type, context)));
    return builder;
  }

  private static CustomDefinition asItStands(ObjectNode definition) {
    return new CustomDefinition(
        definition, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
  }

  /** What an Optional holds, or null; Jackson writes nothing around it. */
  private static CustomDefinition orNull(ResolvedType type, SchemaGenerationContext context) {
    if (!type.isInstanceOf(Optional.class)) {
      return null;
    }
    ObjectNode content = context.createDefinition(type.getTypeParameters().get(0));
    ObjectNode either = JSON.createObjectNode();
    either.putArray("anyOf").add(content).addObject().put("type", "null");
    return asItStands(either);
  }

  /** Numbers that are not finite are texts: JSON has none. */
  private static Optional<ObjectNode> definition(ResolvedType type) {
    Class<?> raw = type.getErasedType();
    if (raw == JsonShape.class) {
      return Optional.of(parse(EXTENTS));
    }
    if (raw == double.class) {
      return Optional.of(parse(NUMBER));
    }
    if (raw == Double.class
        || raw == OptionalDouble.class
        || (raw == Optional.class && type.getTypeParameters().get(0).isInstanceOf(Double.class))) {
      return Optional.of(parse(NUMBER_OR_NULL));
    }
    return Optional.empty();
  }

  private static ObjectNode parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return (ObjectNode) node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
