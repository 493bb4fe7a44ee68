package org.ash.onnx.export;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.NodeProto;

/** One ONNX node while its operands and attributes are set. */
final class NodeDraft {
  private final GraphExport graph;
  private final String name;
  private final NodeProto.Builder node;

  NodeDraft(GraphExport graph, String name, String type) {
    this.graph = graph;
    this.name = name;
    this.node = NodeProto.newBuilder().setOpType(type);
  }

  /** Takes the operator of this domain instead of ONNX's. */
  NodeDraft domain(String domain) {
    node.setDomain(domain);
    return this;
  }

  /** Adds operands. */
  NodeDraft in(String... operands) {
    return in(Arrays.asList(operands));
  }

  /** Adds operands. */
  NodeDraft in(List<String> operands) {
    node.addAllInput(operands);
    return this;
  }

  /** Sets an integer attribute. */
  NodeDraft integer(String attribute, long value) {
    node.addAttributeBuilder()
        .setName(attribute)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
    return this;
  }

  /** Sets a list of integers. */
  NodeDraft integers(String attribute, List<? extends Number> values) {
    AttributeProto.Builder list =
        node.addAttributeBuilder().setName(attribute).setType(AttributeProto.AttributeType.INTS);
    values.forEach(value -> list.addInts(value.longValue()));
    return this;
  }

  /** Sets a floating attribute; ONNX keeps it in 32 bits. */
  NodeDraft real(String attribute, double value) {
    node.addAttributeBuilder()
        .setName(attribute)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value);
    return this;
  }

  /** Sets a text. */
  NodeDraft text(String attribute, String value) {
    node.addAttributeBuilder()
        .setName(attribute)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value));
    return this;
  }

  /** Writes the node; returns the name of its result. */
  String write() {
    return write(List.of()).get(0);
  }

  /** Writes a node of further results, named after it; returns the names of all. */
  List<String> write(List<String> further) {
    List<String> results = new ArrayList<>(List.of(graph.unique(name)));
    further.forEach(result -> results.add(graph.unique(name + "/" + result)));
    graph.assembly().node(node.setName(results.get(0)).addAllOutput(results));
    return results;
  }
}
