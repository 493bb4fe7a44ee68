package org.ash.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ash.json.JsonException;
import org.ash.json.JsonObject;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;
import org.ash.train.checkpoint.Safetensors;
import org.ash.train.checkpoint.SafetensorsReader;
import org.ash.train.checkpoint.Sha256;

/**
 * A training at rest: {@code model.safetensors} (weights and running statistics under the network's
 * names, readable by other tools), {@code optimizer.safetensors}, {@code checkpoint.json}, and
 * where an average of the weights is kept {@code average.safetensors}. Any backend can go on from
 * it, also another one than wrote it.
 *
 * @param config the settings of the training
 * @param progress how far it came
 * @param preprocessing what was done to images, with the names of the classes
 * @param examples size of the training set, from which the length of an epoch follows
 * @param backend name and version of the engine that wrote it
 * @param version version of this project that wrote it
 * @param weights weights and running statistics by name
 * @param slots the optimizer's variables by name
 * @param average the average of weights and running statistics by their names; empty where none is
 *     kept
 */
public record Checkpoint(
    TrainingConfig config,
    Progress progress,
    Preprocessing preprocessing,
    int examples,
    String backend,
    String version,
    Map<String, Tensor> weights,
    Map<String, Tensor> slots,
    Map<String, Tensor> average) {
  /** File with the weights. */
  public static final String MODEL_FILE = "model.safetensors";

  /** File with the optimizer's variables. */
  public static final String OPTIMIZER_FILE = "optimizer.safetensors";

  /** File with the average of the weights. */
  public static final String AVERAGE_FILE = "average.safetensors";

  /** Copies the maps, not the tensors. */
  public Checkpoint {
    weights = Map.copyOf(weights);
    slots = Map.copyOf(slots);
    average = Map.copyOf(average);
  }

  /** One without an average. */
  public Checkpoint(
      TrainingConfig config,
      Progress progress,
      Preprocessing preprocessing,
      int examples,
      String backend,
      String version,
      Map<String, Tensor> weights,
      Map<String, Tensor> slots) {
    this(config, progress, preprocessing, examples, backend, version, weights, slots, Map.of());
  }

  /**
   * To use the network, not to go on with its training: the average in place of the weights, where
   * there is one.
   */
  public Checkpoint averaged() {
    return average.isEmpty()
        ? this
        : new Checkpoint(
            config, progress, preprocessing, examples, backend, version, average, slots);
  }

  /**
   * To go on with a training for another number of epochs.
   *
   * @param epochs all of them, those that are done included
   * @throws IllegalArgumentException when as many are done already
   */
  public Checkpoint withEpochs(int epochs) {
    if (epochs <= progress.epoch()) {
      throw new IllegalArgumentException(
          progress.epoch() + " epochs are done already, given " + epochs + " as all of them.");
    }
    return new Checkpoint(
        config.withEpochs(epochs),
        progress,
        preprocessing,
        examples,
        backend,
        version,
        weights,
        slots,
        average);
  }

  /**
   * The network it was made of, found by name.
   *
   * @throws CheckpointException when nobody knows the name
   */
  public Network network() {
    try {
      return Networks.create(config.model(), config.activation(), config.classes());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("The checkpoint's network: " + e.getMessage(), e);
    }
  }

  /** All variables by name. */
  Map<String, Tensor> values() {
    Map<String, Tensor> values = new LinkedHashMap<>(weights);
    values.putAll(slots);
    average.forEach((name, value) -> values.put(WeightAverage.nameFor(name), value));
    return values;
  }

  /**
   * Saves it.
   *
   * @param store where
   * @param best whether it is the best so far
   * @return its folder
   * @throws CheckpointException when it cannot be written
   */
  public Path save(CheckpointStore store, boolean best) {
    Map<String, String> metadata = new LinkedHashMap<>();
    // PyTorch's layouts: convolution weights [out, in / group, kH, kW], dense weights [out, in].
    metadata.put("format", "pt");
    metadata.put("model", config.model());
    metadata.put("activation", config.activation());
    metadata.put("step", Long.toString(progress.step()));
    Map<String, Safetensors> files = new LinkedHashMap<>();
    files.put(MODEL_FILE, new Safetensors(metadata, sorted(weights)));
    files.put(OPTIMIZER_FILE, new Safetensors(metadata, sorted(slots)));
    if (!average.isEmpty()) {
      files.put(AVERAGE_FILE, new Safetensors(metadata, sorted(average)));
    }
    return store.save(
        progress.step(), files, hashes -> Manifest.write(this, hashes).toString() + "\n", best);
  }

  /**
   * Reads a checkpoint and checks it.
   *
   * @param path the checkpoint's folder, or a store or run folder, of which the latest is taken
   * @throws CheckpointException naming the file and what is wrong, and the checkpoint before it
   */
  public static Checkpoint load(Path path) {
    Path folder = CheckpointStore.find(path);
    try {
      return read(folder);
    } catch (CheckpointException e) {
      Optional<Path> other = CheckpointStore.another(folder);
      throw new CheckpointException(
          e.getMessage()
              + other.map(p -> " Try another checkpoint of this run: " + p + ".").orElse(""),
          e);
    }
  }

  private static Checkpoint read(Path folder) {
    Path manifestFile = folder.resolve(CheckpointStore.MANIFEST);
    try {
      JsonObject manifest = JsonObject.parse(Files.readString(manifestFile));
      Map<String, Tensor> weights = tensors(folder, MODEL_FILE, manifest);
      Map<String, Tensor> slots = tensors(folder, OPTIMIZER_FILE, manifest);
      Map<String, Tensor> average =
          Manifest.has(manifest, AVERAGE_FILE) ? tensors(folder, AVERAGE_FILE, manifest) : Map.of();
      return Manifest.read(manifest, weights, slots, average);
    } catch (JsonException | IllegalArgumentException e) {
      throw new CheckpointException(manifestFile + ": " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new CheckpointException(manifestFile + ": cannot be read: " + e + ".", e);
    }
  }

  private static Map<String, Tensor> tensors(Path folder, String name, JsonObject manifest)
      throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file + ": is missing.");
    }
    // Reading first: its message says more of what is wrong than two unequal numbers do.
    Map<String, Tensor> tensors = SafetensorsReader.read(file).tensors();
    String expected = Manifest.hash(manifest, name);
    String actual = Sha256.of(file);
    if (!actual.equals(expected)) {
      throw new CheckpointException(
          file
              + ": its SHA-256 is "
              + actual.substring(0, 12)
              + "..., but "
              + CheckpointStore.MANIFEST
              + " tells of "
              + expected.substring(0, Math.min(12, expected.length()))
              + "...; the file is damaged or was exchanged.");
    }
    return tensors;
  }

  private static Map<String, Tensor> sorted(Map<String, Tensor> tensors) {
    return new TreeMap<>(tensors);
  }
}
