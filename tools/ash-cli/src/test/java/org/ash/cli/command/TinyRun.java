package org.ash.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.cli.run.RunFolder;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.tensor.Tensor;
import org.ash.train.Checkpoint;
import org.ash.train.Progress;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.train.checkpoint.CheckpointStore;

/** A run of a small network with its initial weights: as good as a trained one for commands. */
final class TinyRun {

  /** Few images, generated: evaluation by the oracle takes seconds. */
  static final String DATA = "shapes:count=20,test=6";

  private TinyRun() {}

  /** Makes one in a new folder. */
  static RunFolder create(Path folder) {
    return create(folder, "ash", DATA);
  }

  /** Makes one with this activation and data set. */
  static RunFolder create(Path folder, String activation, String data) {
    DataSet images = DataSets.open(data);
    int classes = images.classNames().size();
    TrainingConfig config =
        TrainingConfig.builder("resnet-8", activation, classes).data(data).build();
    Network network = Networks.create(config.model(), config.activation(), classes);
    TrainingModule module = TrainingModule.of(network, config);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    module
        .weights()
        .forEach(weight -> weights.put(weight.name(), module.module().initialValues().get(weight)));
    Checkpoint checkpoint =
        new Checkpoint(
            config,
            new Progress(0, 0, 0, 0, 0, 0, 0, List.of()),
            images.preprocessing(),
            images.train().examples(),
            "reference",
            "development",
            weights,
            Map.of());
    RunFolder run =
        RunFolder.create(
            folder, JsonNodeFactory.instance.objectNode().put("model", config.model()));
    checkpoint.save(new CheckpointStore(run.checkpoints(), 2), true);
    return run;
  }
}
