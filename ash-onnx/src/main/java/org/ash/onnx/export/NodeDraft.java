package org.ash.onnx.export;

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

  /** Writes the node; returns the name of its result. */
  String write() {
    String unique = graph.unique(name);
    graph.assembly().node(node.setName(unique).addOutput(unique));
    return unique;
  }
}
