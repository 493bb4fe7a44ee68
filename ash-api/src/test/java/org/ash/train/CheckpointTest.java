package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.train.checkpoint.FailingStore;
import org.ash.train.checkpoint.SafetensorsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
  @TempDir private Path folder;

  private static Checkpoint example(long step) {
    Evaluation.Summary test = new Evaluation.Summary(0.5, 1, Double.NaN, 10);
    Progress progress =
        new Progress(
            step,
            2,
            1,
            8,
            0.1 + 0.2,
            3,
            1.5,
            List.of(
                new EpochReport(1, 3, 0.7, 0.5, 0.1, 2.5, Optional.of(test)),
                new EpochReport(2, 6, 0.6, 0.5, 0.05, 2.5, Optional.empty())));
    return new Checkpoint(
        TrainingConfig.builder("resnet-8", "ash:z=1", 2).seed(Long.MIN_VALUE).data("d").build(),
        progress,
        new TinyImages(2, 2, 1).preprocessing(),
        24,
        "reference Java 17",
        "1.0",
        Map.of("w", Tensor.ofFloats(new float[] {1, 2}, 2)),
        Map.of("optimizer.step", Tensor.ofLongs(new long[] {step})));
  }

  private Path saved() {
    CheckpointStore store = new CheckpointStore(folder, 2);
    example(3).save(store, false);
    return example(7).save(store, true);
  }

  private CheckpointException loadFails() {
    return assertThrows(CheckpointException.class, () -> Checkpoint.load(folder));
  }

  @Test
  void whatIsSaved_isLoadedEqual() {
    saved();
    Checkpoint loaded = Checkpoint.load(folder);
    Checkpoint expected = example(7);
    assertEquals(expected.config(), loaded.config());
    assertEquals(expected.progress(), loaded.progress());
    assertEquals(expected.preprocessing(), loaded.preprocessing());
    assertEquals(expected.examples(), loaded.examples());
    assertEquals(expected.backend(), loaded.backend());
    assertEquals(expected.version(), loaded.version());
    assertTrue(expected.weights().get("w").bitEquals(loaded.weights().get("w")));
    assertEquals(7, loaded.slots().get("optimizer.step").getLong(0));
  }

  @Test
  void network_isFoundByName() {
    saved();
    assertEquals("resnet-8", Checkpoint.load(folder).network().name());
  }

  @Test
  void modelFile_namesItsFormatAndModel() {
    Map<String, String> metadata =
        SafetensorsReader.read(saved().resolve(Checkpoint.MODEL_FILE)).metadata();
    assertEquals("pt", metadata.get("format"));
    assertEquals("resnet-8", metadata.get("model"));
  }

  @Test
  void changedByte_isNoticedAndTheOneBeforeNamed() throws IOException {
    Path model = saved().resolve(Checkpoint.MODEL_FILE);
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length - 1] ^= 1;
    Files.write(model, bytes);
    String message = loadFails().getMessage();
    assertTrue(message.startsWith(model.toString()), message);
    assertTrue(message.contains("SHA-256"), message);
    assertTrue(message.contains("Try another checkpoint of this run: "), message);
    assertTrue(message.contains("checkpoint-00000003"), message);
  }

  @Test
  void truncatedFile_isNoticed() throws IOException {
    Path optimizer = saved().resolve(Checkpoint.OPTIMIZER_FILE);
    byte[] bytes = Files.readAllBytes(optimizer);
    Files.write(optimizer, Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(loadFails().getMessage().contains("looks truncated"));
  }

  @Test
  void missingFile_isNamed() throws IOException {
    Path model = saved().resolve(Checkpoint.MODEL_FILE);
    Files.delete(model);
    assertTrue(loadFails().getMessage().startsWith(model + ": is missing."));
  }

  @Test
  void damagedManifest_isNamedWithThePlace() throws IOException {
    Path manifest = saved().resolve(CheckpointStore.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"config\": {", "\"config\" {"));
    String message = loadFails().getMessage();
    assertTrue(message.startsWith(manifest + ": line "), message);
  }

  @Test
  void truncatedManifest_isRefused() throws IOException {
    Path manifest = saved().resolve(CheckpointStore.MANIFEST);
    String whole = Files.readString(manifest).strip();
    for (int length = 0; length < whole.length(); length += 29) {
      Files.writeString(manifest, whole.substring(0, length));
      assertTrue(loadFails().getMessage().startsWith(manifest.toString()));
    }
  }

  @Test
  void everyMemberOfTheManifest_isNeededAndNamed() throws IOException {
    Path manifest = saved().resolve(CheckpointStore.MANIFEST);
    String whole = Files.readString(manifest);
    for (String member : List.of("format", "backend", "progress", "seed", "mean", "sha256")) {
      Files.writeString(manifest, whole.replace("\"" + member + "\":", "\"other\":"));
      String message = loadFails().getMessage();
      assertTrue(message.contains("member '" + member + "' is missing"), message);
    }
  }

  @Test
  void newerFormat_isRefusedWithTheVersionThatWroteIt() throws IOException {
    Path manifest = saved().resolve(CheckpointStore.MANIFEST);
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.replace("\"format\": 2", "\"format\": 3"));
    assertTrue(loadFails().getMessage().contains("it was written by version 1.0"));
  }

  @Test
  void tensorOfAnotherShape_isNamed() {
    TinyNetwork network = new TinyNetwork("ash", 2);
    Map<String, Tensor> weights = new HashMap<>();
    TrainingModule.of(network, TrainingConfig.builder(network).build())
        .module()
        .initialValues()
        .forEach((variable, value) -> weights.put(variable.name(), value));
    weights.put("conv.weight", Tensor.ofFloats(new float[] {1, 2}, 2));
    Checkpoint c = example(1);
    Checkpoint wrong =
        new Checkpoint(
            c.config(), c.progress(), c.preprocessing(), 24, "b", "v", weights, Map.of());
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults())) {
      CheckpointException error =
          assertThrows(CheckpointException.class, () -> Predictor.of(wrong, network, backend));
      assertTrue(
          error.getMessage().contains("tensor 'conv.weight' is FLOAT32 [2], the network has"),
          error.getMessage());
    }
  }

  @Test
  void fullDisk_leavesTheOneBefore() throws IOException {
    example(3).save(new CheckpointStore(folder, 1), false);
    for (int operations = 0; operations < 4; operations++) {
      CheckpointStore full = FailingStore.after(operations, folder);
      assertThrows(CheckpointException.class, () -> example(7).save(full, false));
      assertEquals(3, Checkpoint.load(folder).progress().step());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      assertEquals(
          List.of("checkpoint-00000003", "latest"),
          entries.map(p -> p.getFileName().toString()).sorted().toList());
    }
  }

  /** As programs of format 1 wrote it, which had none of the settings that came later. */
  @Test
  void manifestOfTheFirstFormat_isReadWithTheDefaultsOfNewerSettings() throws IOException {
    Path manifest = saved().resolve("checkpoint.json");
    String first =
        Files.readString(manifest)
            .replace("\"format\": 2", "\"format\": 1")
            .replaceAll(",\\s*\"(parts|groups|averageDecay|mixup)\": [^,}\n]*", "");
    assertFalse(first.contains("mixup"), first);
    Files.writeString(manifest, first);
    assertEquals(example(7).config(), Checkpoint.load(folder).config());
  }

  @Test
  void average_isSavedAndLoaded_andStandsInForTheWeights() {
    Map<String, Tensor> average = Map.of("w", Tensor.ofFloats(new float[] {3, 4}, 2));
    Checkpoint plain = example(7);
    new Checkpoint(
            plain.config(),
            plain.progress(),
            plain.preprocessing(),
            plain.examples(),
            plain.backend(),
            plain.version(),
            plain.weights(),
            plain.slots(),
            average)
        .save(new CheckpointStore(folder, 1), false);
    Checkpoint loaded = Checkpoint.load(folder);
    assertTrue(loaded.average().get("w").bitEquals(average.get("w")));
    assertTrue(loaded.averaged().weights().get("w").bitEquals(average.get("w")));
    assertTrue(loaded.weights().get("w").bitEquals(plain.weights().get("w")));
  }
}
