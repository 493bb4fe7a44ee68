package org.ash.cli.command;

import java.util.Map;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.output.Output;
import org.ash.cli.output.SkippedFiles;
import org.ash.data.DataSet;
import org.ash.data.pipeline.ImageSource;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.train.Batch;
import org.ash.train.BatchSource;
import org.ash.train.Batches;
import org.ash.train.Checkpoint;
import org.ash.train.TrainingModule;

/**
 * What an exported model should give for real images: what the network itself gives, run by the
 * engine that trained it, or by the oracle where that engine is not at hand.
 *
 * @param inputs tensors by name of the input
 * @param outputs tensors by name of the output
 * @param images number of images
 * @param backend who computed the outputs
 */
record Expectation(
    Map<String, Tensor> inputs, Map<String, Tensor> outputs, int images, String backend) {

  /** Computes it for test images that lie evenly in the set. */
  static Expectation of(
      Checkpoint checkpoint, DataSet data, int images, EngineOptions engines, Output output) {
    GraphModule module = TrainingModule.inference(checkpoint.network(), checkpoint.weights());
    Graph graph = module.graph(TrainingModule.EVAL);
    String trainer = checkpoint.backend().split(" ", 2)[0];
    ImageSource chosen = data.test().spread(images);
    try (SkippedFiles skipped = SkippedFiles.leftOut(chosen, "test", output::note);
        Batches batches = chosen.open(BatchSource.Pass.evaluation(images));
        Backend backend = engines.openPreferring(trainer);
        Executable executable = backend.load(module)) {
      Batch batch = batches.next().orElseThrow(skipped::nothingLeft);
      output.note(
          "Running %d test images of %s on %s..."
              .formatted(batch.size(), data.name(), backend.name()));
      Tensor copy = batch.images().copy();
      Map<String, Tensor> inputs = Map.of(graph.inputs().get(0).name(), copy);
      return new Expectation(
          inputs, executable.run(TrainingModule.EVAL, inputs), batch.size(), backend.name());
    }
  }
}
