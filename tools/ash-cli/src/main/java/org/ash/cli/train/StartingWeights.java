package org.ash.cli.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ash.cli.run.RunException;
import org.ash.cli.run.RunFolder;
import org.ash.ir.Variable;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.ash.train.PublishedWeights;
import org.ash.train.checkpoint.CheckpointException;
import org.ash.train.checkpoint.CheckpointStore;

/** The weights that a training begins with: of another run, or of a file. */
public final class StartingWeights {
  private final PublishedWeights weights;
  private final String source;
  private final Optional<List<String>> classNames;
  private final Consumer<String> note;

  private StartingWeights(
      PublishedWeights weights,
      String source,
      Optional<List<String>> classNames,
      Consumer<String> note) {
    this.weights = weights;
    this.source = source;
    this.classNames = classNames;
    this.note = note;
  }

  /**
   * Weights to begin with.
   *
   * @param from folder of a run, of which the best checkpoint is taken, or the latest where none
   *     was the best; or of a checkpoint; or a safetensors file
   * @param nameMap rules for other names
   * @param note told, a line each, what is taken
   * @throws RunException when the folder holds no run, or one without a checkpoint
   * @throws CheckpointException when the rules or the checkpoint cannot be read
   */
  public static StartingWeights of(Path from, Optional<Path> nameMap, Consumer<String> note) {
    if (!Files.isDirectory(from)) {
      return new StartingWeights(
          mapped(PublishedWeights.of(from), nameMap), from.toString(), Optional.empty(), note);
    }
    Path folder =
        Files.isRegularFile(from.resolve(CheckpointStore.MANIFEST)) ? from : checkpointOf(from);
    Checkpoint checkpoint = Checkpoint.load(folder).averaged();
    return new StartingWeights(
        mapped(PublishedWeights.of(folder.toString(), checkpoint.weights()), nameMap),
        folder.toString(),
        Optional.of(checkpoint.preprocessing().classNames()),
        note);
  }

  private static Path checkpointOf(Path folder) {
    RunFolder run = RunFolder.open(folder);
    CheckpointStore store = new CheckpointStore(run.checkpoints(), 1);
    return store.best().or(store::latest).orElseThrow(run::withoutCheckpoint);
  }

  private static PublishedWeights mapped(PublishedWeights weights, Optional<Path> nameMap) {
    return nameMap.map(weights::mapped).orElse(weights);
  }

  /**
   * The values for a network.
   *
   * @param network the weights of the training
   * @param ofOtherClasses those that it would have for another number of classes
   * @param names of its classes
   * @throws CheckpointException naming what does not fit and does not belong to the head
   */
  public Map<String, Tensor> read(
      List<Variable> network, List<Variable> ofOtherClasses, List<String> names) {
    Set<String> head = PublishedWeights.head(network, ofOtherClasses);
    PublishedWeights.Found found = weights.find(network, head);
    Map<String, Tensor> values = new HashMap<>(found.values());
    Set<String> fresh = new TreeSet<>(found.fresh());
    if (classNames.isPresent() && !classNames.get().equals(names)) {
      // As many classes, but others: what the head knows of them is wrong.
      fresh.addAll(head);
      values.keySet().removeAll(head);
    }
    note.accept(
        "Starting from %s%s"
            .formatted(
                source,
                fresh.isEmpty()
                    ? "."
                    : "; its classes are others, so the head begins anew: "
                        + String.join(", ", fresh)
                        + "."));
    return values;
  }
}
