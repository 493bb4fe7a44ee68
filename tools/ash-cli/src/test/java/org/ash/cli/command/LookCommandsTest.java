package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;

/** {@code backends}, {@code models} and {@code summary}: what there is. */
final class LookCommandsTest {

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode named(JsonNode array, String name) {
    for (JsonNode entry : array) {
      if (entry.get("name").asText().equals(name)) {
        return entry;
      }
    }
    throw new AssertionError("no " + name + " in " + array);
  }

  @Test
  void backendsAsJson_isAnArrayOfTheStatedFields() throws IOException {
    JsonNode backends = Invocation.of("backends", "--json").json().path("backends");
    assertTrue(backends.isArray());
    for (JsonNode backend : backends) {
      assertEquals(List.of("name", "available", "version", "devices", "reason"), fields(backend));
      assertEquals(backend.get("available").asBoolean(), backend.get("reason").isNull());
    }
    JsonNode reference = named(backends, "reference");
    assertTrue(reference.get("available").asBoolean());
    assertEquals("cpu:0", reference.get("devices").get(0).get("id").asText());
  }

  @Test
  void backends_namesTheOneThatIsTaken() {
    Invocation listed = Invocation.of("backends");
    assertEquals(0, listed.exitCode());
    assertTrue(listed.out().contains("Without --backend, "), listed.out());
  }

  @Test
  void modelsAsJson_countsWithReluAndTheUsualClasses() throws IOException {
    JsonNode models = Invocation.of("models", "--json").json().get("models");
    for (JsonNode model : models) {
      assertEquals(List.of("name", "task", "parameters", "multiplyAdds", "input"), fields(model));
    }
    assertEquals(269_722, named(models, "resnet-20").get("parameters").asLong());
    assertEquals(1_703_258, named(models, "resnet-164").get("parameters").asLong());
    assertEquals("[\"N\",3,32,32]", named(models, "resnet-20").get("input").toString());
    assertEquals(36_479_194, named(models, "wrn-28-10").get("parameters").asLong());
    assertEquals(6_979_642, named(models, "densenet-100-12").get("parameters").asLong());
    assertEquals(25_557_032, named(models, "resnet-50").get("parameters").asLong());
    assertEquals("[\"N\",3,224,224]", named(models, "densenet-121").get("input").toString());
  }

  @Test
  void modelsAsJson_namesFamiliesAndActivations() throws IOException {
    JsonNode what = Invocation.of("models", "--json").json();
    assertTrue(what.get("families").get(0).asText().startsWith("resnet-"), what.toString());
    JsonNode ash = named(what.get("activations"), "ash");
    assertEquals("0", named(ash.get("settings"), "z").get("defaultValue").asText());
  }

  @Test
  void summaryOfASizeThatIsNotListed_hasItsFamilysRecipe() throws IOException {
    assertTrue(Invocation.of("summary", "resnet-26").out().contains("--recipe paper: "));
    JsonNode summary = Invocation.of("summary", "resnet-26", "--json").json();
    assertTrue(summary.get("recipe").get("epochs").asInt() > 0, summary.toString());
  }

  @Test
  void models_listsActivationsWithTheirSettings() {
    String out = Invocation.of("models").out();
    assertTrue(out.contains("269,722"), out);
    assertTrue(out.contains("top="), out);
  }

  @Test
  void summaryOfANamedModel_tellsActivationsParametersApart() throws IOException {
    JsonNode summary = Invocation.of("summary", "wrn-16-4", "-a", "ash", "--json").json();
    long activations = summary.get("activationParameters").asLong();
    assertEquals(2_748_890, summary.get("parameters").asLong() - activations);
    assertEquals(2 * 13, activations);
  }

  @Test
  void activationAt_changesThePlacesThatMatch() throws IOException {
    JsonNode summary =
        Invocation.of("summary", "resnet-8", "--activation-at", "stage3.*=relu", "--json").json();
    assertEquals("ash;stage3.*=relu", summary.get("activation").asText());
    assertEquals(2 * 5, summary.get("activationParameters").asLong());
  }

  @Test
  void activationAt_placesThatAreNotThere_listsThoseThatAre() {
    Invocation wrong = Invocation.of("summary", "resnet-8", "--activation-at", "stage4.*=relu");
    assertEquals(2, wrong.exitCode(), wrong.err());
    assertTrue(wrong.err().contains("No place of the network matches 'stage4.*'"), wrong.err());
    assertTrue(wrong.err().contains("stage3.block0.activation2"), wrong.err());
  }

  @Test
  void summaryOfAMisspeltModel_suggestsTheNearest() {
    Invocation misspelt = Invocation.of("summary", "wrn-2810");
    assertTrue(misspelt.err().contains("Did you mean 'wrn-28-10'?"), misspelt.err());
  }

  @Test
  void summaryAsJson_layersAddUpToTheTotals() throws IOException {
    JsonNode summary =
        Invocation.of("summary", "-m", "resnet-8", "-a", "prelu", "--classes", "7", "--json")
            .json();
    long parameters = 0;
    for (JsonNode layer : summary.get("layers")) {
      parameters += layer.get("parameters").asLong();
    }
    assertEquals(parameters, summary.get("parameters").asLong());
    assertEquals("prelu", summary.get("activation").asText());
    assertEquals(7, summary.get("classes").asInt());
  }

  @Test
  void summary_alignsItsColumns() {
    List<String> lines = Invocation.of("summary", "--model", "resnet-8").out().lines().toList();
    String title =
        lines.stream().filter(line -> line.startsWith("LAYER")).findFirst().orElseThrow();
    int end = title.indexOf("PARAMETERS") + "PARAMETERS".length();
    String total = lines.get(lines.size() - 1);
    assertTrue(total.startsWith("total"), total);
    assertTrue(total.substring(0, end).matches("total +[0-9,]+"), total);
  }

  @Test
  void summaryGraph_printsWhatEnginesGet() {
    String out = Invocation.of("summary", "--model", "resnet-8", "--graph").out();
    assertTrue(out.startsWith("graph resnet-8\n"), out);
    assertTrue(out.contains("Ash[eps="), out);
  }
}
