package org.ash.cli.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.nn.Parameters;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.guard.ModelNatives;
import org.ash.onnx.guard.OfficialChecker;
import org.ash.onnx.verify.OnnxVerifier;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** An exported network, verified by all that is Java: natives see mutated files elsewhere only. */
final class VerifiedModel {
  static final String NAME = "network.onnx";

  private static final Tensor IMAGES = Tensor.allocate(DType.FLOAT32, Shape.of(2, 3, 32, 32));
  private static final Tensor LOGITS = Tensor.allocate(DType.FLOAT32, Shape.of(2, 10));

  private VerifiedModel() {}

  static void write(Path folder) throws IOException {
    Network network = Networks.create("resnet-8", "ash", 10);
    Parameters parameters = new Parameters(1);
    GraphBuilder graph = new GraphBuilder("eval");
    LayerContext layers = new LayerContext(graph, parameters, LayerContext.Mode.INFERENCE);
    graph.output(
        "logits",
        network.forward(
            layers, graph.input("images", new TensorType(DType.FLOAT32, network.inputShape()))));
    Map<String, Tensor> weights = new HashMap<>();
    parameters.initialValues().forEach((variable, value) -> weights.put(variable.name(), value));
    Files.write(
        folder.resolve(NAME),
        OnnxExporter.export(graph.build(), weights, ExportOptions.defaults()).toByteArray());
  }

  static void verify(Path folder) throws IOException {
    OnnxVerifier.verify(
        folder.resolve(NAME), Map.of("images", IMAGES), Map.of("logits", LOGITS), Sound::new);
  }

  /** Natives that find nothing and give what is expected. */
  private static final class Sound implements ModelNatives {
    @Override
    public OfficialChecker.Verdict check(Path file) {
      return new OfficialChecker.Verdict(true, Optional.empty());
    }

    @Override
    public void load(Path file) {
      // There is nothing to load.
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> feeds) {
      return Map.of("logits", LOGITS);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
