package org.ash.onnx.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.Graph;
import org.ash.ir.Value;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.onnx.runtime.OrtModel;
import org.ash.spi.BackendOptions;
import org.ash.spi.InferenceFormat;
import org.ash.tensor.Tensor;

/** ONNX files, run by ONNX Runtime. */
public final class OnnxFormat implements InferenceFormat {

  /** Made by the service loader. */
  public OnnxFormat() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Map<String, Tensor> throughAFile(
      Graph graph, Map<String, Tensor> variables, Map<String, Tensor> feeds) {
    try {
      Path file = Files.createTempFile("ash", ".onnx");
      try {
        Files.write(
            file, OnnxExporter.export(graph, variables, ExportOptions.defaults()).toByteArray());
        try (OrtModel model = OrtModel.load(file, BackendOptions.defaults())) {
          return run(model, graph, feeds);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file may name inputs and outputs in another way; their order is the graph's. */
  private static Map<String, Tensor> run(OrtModel model, Graph graph, Map<String, Tensor> feeds) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Value.Input> declared = graph.inputs();
    for (int i = 0; i < declared.size(); i++) {
      inputs.put(model.inputs().get(i), feeds.get(declared.get(i).name()));
    }
    Map<String, Tensor> given = model.run(inputs);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    List<String> names = List.copyOf(graph.outputs().keySet());
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i), given.get(model.outputs().get(i)));
    }
    return outputs;
  }
}
