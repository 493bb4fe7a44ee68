package org.ash.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExperimentFileTest {
  private static final String GRID =
      """
      title: Two activations
      data: shapes:count=8,test=4
      models: [resnet-8]
      activations: [relu, "ash:top=10%"]
      seeds: 2
      backends: [reference]
      training:
        epochs: 3
        batch: 4
      scales:
        tiny:
          seeds: [7]
          training: {epochs: 1}
      published:
        source: Somebody, 2022
        top1: {resnet-8: {relu: 91.25}}
      """;

  @TempDir private Path folder;

  private Experiment read(String text, String... scale) throws IOException {
    Path file = Files.writeString(folder.resolve("grid.yaml"), text);
    return ExperimentFile.read(
        file.toString(), Optional.of(scale).map(s -> s.length > 0 ? s[0] : null));
  }

  @Test
  void grid_isEverySeedOfEveryCombination_oneSeedAfterTheOther() throws IOException {
    Experiment experiment = read(GRID);
    assertEquals(
        List.of(
            "resnet-8-relu-reference-seed1",
            "resnet-8-ash_top=10pct-reference-seed1",
            "resnet-8-relu-reference-seed2",
            "resnet-8-ash_top=10pct-reference-seed2"),
        experiment.trials().stream().map(Trial::name).toList());
    assertEquals(Map.of("epochs", "3", "batch", "4"), experiment.settings());
    assertEquals(91.25, experiment.published().orElseThrow().top1().get("resnet-8").get("relu"));
  }

  @Test
  void scale_replacesWhatItNames_andNothingElse() throws IOException {
    Experiment tiny = read(GRID, "tiny");
    assertEquals(List.of(7L), tiny.seeds());
    assertEquals(Map.of("epochs", "1", "batch", "4"), tiny.settings());
    assertEquals("shapes:count=8,test=4", tiny.data());
  }

  @Test
  void printedFigures_areOfTheFilesOwnImages_whereverTheyLie() throws IOException {
    Experiment experiment = read(GRID);
    assertTrue(experiment.with("shapes:count=8,test=4").published().isPresent());
    assertTrue(experiment.with("shapes:count=9,test=4").published().isEmpty());
    assertTrue(experiment.with("cifar10:elsewhere").printed().isEmpty());
    String scaled = GRID.replace("seeds: [7]", "data: cifar10");
    assertTrue(read(scaled, "tiny").published().isEmpty());
    assertTrue(read(scaled).published().isPresent());
  }

  @Test
  void placesThatDifferInTheirPatternsOnly_haveTwoFolders() {
    Trial star = new Trial("resnet-8", "ash;stage3.*=relu", "reference", 1);
    Trial one = new Trial("wrn-16-4:dropout=0.3", "ash;stage3.?=relu", "reference", 1);
    assertTrue(star.name().matches("resnet-8-ash_stage3._=relu-[0-9a-f]+-reference-seed1"));
    assertTrue(one.name().startsWith("wrn-16-4_dropout=0.3-ash_stage3._=relu-"), one.name());
    assertNotEquals(star.name(), new Trial("resnet-8", one.activation(), "reference", 1).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activations: [relu|activatons: [relu|line 4, column 1|Did you mean 'activations'?",
        "resnet-8]|resnet-9]|line 3, column 10|8 is near",
        "[relu,|[rely,|line 4, column 15|Did you mean 'relu'?",
        "  epochs: 3|  epoch: 3|line 8, column 3|Did you mean 'epochs'?",
        "  epochs: 3|  epochs: three|line 8, column 11|three",
        "seeds: 2|seeds: two|line 5, column 8|'two' is not a whole number",
        "backends: [reference]|backends: [refrence]|line 6, column 12|reference",
        "title: Two|data: Two|line 2, column 1|stands there twice",
        "models: [resnet-8]|models: [resnet-8|line|not YAML",
        "          seeds: [7]|          seed: [7]|line 12|Did you mean 'seeds'?",
        "relu: 91.25|relu: much|line 16|'much' is not a number",
        "{resnet-8: {|{resnet-9: {|line 16|8 is near",
        "training: {epochs: 1}|training: {epoch: 1}|line 13|Did you mean 'epochs'?"
      })
  void mistake_isNamedWithItsPlaceAndWhatIsNear(
      String right, String wrong, String place, String advice) {
    assertTrue(GRID.indent(0).contains(right.strip()), "the grid has no " + right);
    String text = GRID.replace(right.strip(), wrong.strip());
    String message = assertThrows(ExperimentException.class, () -> read(text)).getMessage();
    assertTrue(message.contains(place), message);
    assertTrue(message.contains(advice), message);
  }

  @Test
  void unknownScale_saysWhichThereAre() {
    String message =
        assertThrows(ExperimentException.class, () -> read(GRID, "tinny")).getMessage();
    assertTrue(message.contains("Did you mean 'tiny'?"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar-10", "cifar-100", "imagenet", "ablation"})
  void readyExperiments_canBeReadAtEachScale(String name) throws IOException {
    assertTrue(ExperimentFile.READY.contains(name));
    for (String scale : List.of("small", "tiny")) {
      assertEquals(1, ExperimentFile.read(name, Optional.of(scale)).models().size());
    }
    assertEquals(5, ExperimentFile.read(name, Optional.empty()).seeds().size());
  }

  @Test
  void imageNetDownsampled_takesTheNetworksOfThePaper() throws IOException {
    Experiment paper = ExperimentFile.read("imagenet", Optional.of("downsampled"));
    assertEquals(ExperimentFile.read("cifar-10", Optional.empty()).models(), paper.models());
    assertEquals("imagenet:size=32", paper.data());
    assertEquals(Map.of("recipe", "paper"), paper.settings());
  }
}
