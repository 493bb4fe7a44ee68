package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.ValueInfoProto;
import org.ash.tensor.Tensor;

/** The parts of a model, as they are gathered. */
final class ModelAssembly {
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final List<ValueInfoProto> outputs = new ArrayList<>();
  private final Map<String, ValueInfoProto> declared = new LinkedHashMap<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final Set<String> computed = new HashSet<>();

  void input(ValueInfoProto input) {
    inputs.add(input);
  }

  void output(ValueInfoProto output) {
    outputs.add(output);
  }

  /** Notes the type of a value. */
  void declare(ValueInfoProto value) {
    declared.put(value.getName(), value);
  }

  void initializer(String name, Tensor tensor) {
    initializers.put(name, tensor);
  }

  Map<String, Tensor> initializers() {
    return Collections.unmodifiableMap(initializers);
  }

  void node(NodeProto.Builder node) {
    nodes.add(node);
    computed.addAll(node.getOutputList());
  }

  int nodeCount() {
    return nodes.size();
  }

  NodeProto.Builder lastNode() {
    return nodes.get(nodes.size() - 1);
  }

  /** Renames the node written last and its first result. */
  void renameLast(String name) {
    computed.remove(lastNode().getOutput(0));
    computed.add(name);
    lastNode().setName(name).setOutput(0, name);
  }

  /** Whether a node computes the value. */
  boolean isComputed(String value) {
    return computed.contains(value);
  }

  /** Renames values wherever they stand. */
  void rename(Map<String, String> renames) {
    for (NodeProto.Builder node : nodes) {
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, renames.getOrDefault(node.getInput(i), node.getInput(i)));
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, renames.getOrDefault(node.getOutput(i), node.getOutput(i)));
      }
    }
    renames.keySet().forEach(declared::remove);
  }

  /** The model of everything gathered; initializers that nothing reads are left out. */
  ModelProto model(String name, ExportOptions options, Map<String, String> metadata) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(name);
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    initializers.forEach(
        (initializer, tensor) -> {
          if (read.contains(initializer)) {
            graph.addInitializer(OnnxTensors.toProto(initializer, tensor));
          }
        });
    nodes.forEach(graph::addNode);
    graph.addAllInput(inputs).addAllOutput(outputs);
    declared.forEach(
        (value, type) -> {
          if (isComputed(value)) {
            graph.addValueInfo(type);
          }
        });
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(options.version().ir())
            .setProducerName("ASH")
            .setProducerVersion(options.metadata().projectVersion())
            .setDocString(description(options, name))
            .setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(options.version().opset());
    nodes.stream()
        .map(NodeProto.Builder::getDomain)
        .filter(domain -> !domain.isEmpty())
        .distinct()
        .forEach(domain -> model.addOpsetImportBuilder().setDomain(domain).setVersion(1));
    metadata.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build();
  }

  private static String description(ExportOptions options, String graph) {
    String model = options.metadata().model();
    String activation = options.metadata().activation();
    return (model.isEmpty() ? "Graph '" + graph + "'" : model)
        + (activation.isEmpty() ? "" : " with activation " + activation)
        + ", exported by ASH. Images are NCHW.";
  }
}
