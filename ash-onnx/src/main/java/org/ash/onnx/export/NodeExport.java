package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.SymbolicShape;
import org.ash.onnx.model.OnnxTypes;
import org.ash.onnx.proto.NodeProto;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Where the export of one node writes: ONNX nodes, constants, shapes known only at run time. */
final class NodeExport {
  private final GraphExport graph;
  private final Node node;
  private final NodeNames.Base base;
  private final int firstNode;

  NodeExport(GraphExport graph, Node node, NodeNames.Base base) {
    this.graph = graph;
    this.node = node;
    this.base = base;
    this.firstNode = graph.assembly().nodeCount();
  }

  /** The operator set being written. */
  int opset() {
    return graph.opset();
  }

  /** Channels in a block of ONNX Runtime's own layout; 0 for standard operators only. */
  int channelBlock() {
    return graph.channelBlock();
  }

  /** The element type of an operand of the node. */
  DType dtype(int index) {
    return node.input(index).type().dtype();
  }

  /** The ONNX value that is an operand of the node. */
  String in(int index) {
    return graph.name(node.input(index));
  }

  /** All operands. */
  List<String> inputs() {
    return node.inputs().stream().map(graph::name).toList();
  }

  /** Begins an ONNX node. */
  NodeDraft node(String type) {
    return new NodeDraft(graph, base.path() + "/" + type, type);
  }

  /** An ONNX node without attributes. */
  String node(String type, String... operands) {
    return node(type).in(operands).write();
  }

  /** An INT64 vector as a constant, its name telling what it is for. */
  String longs(String role, Collection<? extends Number> numbers) {
    String digits = numbers.stream().map(Object::toString).collect(Collectors.joining("_"));
    long[] values = numbers.stream().mapToLong(Number::longValue).toArray();
    return graph.shared(role + "/" + digits, Tensor.ofLongs(values, values.length));
  }

  /** A scalar constant. */
  String scalar(DType dtype, double value) {
    return graph.shared("scalar/" + dtype + "/" + value, Tensor.scalar(dtype, value));
  }

  /** A constant shared by all who ask for one of this name. */
  String shared(String name, Tensor tensor) {
    return graph.shared(name, tensor);
  }

  /** Any constant. */
  String constant(String role, Tensor tensor) {
    return graph.initializer(base.path() + "/" + role, tensor);
  }

  /** The constant that a value is, if it is one. */
  Optional<Tensor> constantValue(String value) {
    return Optional.ofNullable(graph.assembly().initializers().get(value));
  }

  /** A shape as an INT64 vector: a constant, or computed from the inputs' shapes. */
  String shape(SymbolicShape shape) {
    if (shape.isStatic()) {
      return longs("shape", shape.dims().stream().map(Dimension::extent).toList());
    }
    List<String> extents = new ArrayList<>();
    for (Dimension dim : shape.dims()) {
      extents.add(extent(dim));
    }
    return node("Concat").in(extents).integer("axis", 0).write();
  }

  /** The number of elements along some axes of an operand, FLOAT32 of one element. */
  String count(int operand, List<Integer> axes) {
    SymbolicShape shape = node.input(operand).type().shape();
    Dimension product = Dimension.of(1);
    for (int axis : axes) {
      product = product.times(shape.dim(axis));
    }
    if (product.isStatic()) {
      return scalar(DType.FLOAT32, (double) product.extent());
    }
    int type = OnnxTypes.elementType(DType.FLOAT32);
    return node("Cast").in(extent(product)).integer("to", type).write();
  }

  /** An extent as an INT64 vector of length 1. */
  private String extent(Dimension dim) {
    if (dim.isStatic()) {
      return longs("shape", List.of(dim.extent()));
    }
    String known = graph.extents().get(dim);
    if (known != null) {
      return known;
    }
    String product = dim.factor() == 1 ? "" : longs("shape", List.of(dim.factor()));
    for (String symbol : dim.symbols()) {
      String extent = symbol(symbol);
      product = product.isEmpty() ? extent : node("Mul", product, extent);
    }
    graph.extents().put(dim, product);
    return product;
  }

  private String symbol(String symbol) {
    Dimension dim = Dimension.symbol(symbol);
    String known = graph.extents().get(dim);
    if (known == null) {
      GraphExport.SymbolSource source = graph.source(symbol);
      String shape = new NodeDraft(graph, symbol + "/Shape", "Shape").in(source.input()).write();
      known =
          new NodeDraft(graph, symbol + "/Gather", "Gather")
              .in(shape, longs("axes", List.of(source.axis())))
              .write();
      graph.extents().put(dim, known);
    }
    return known;
  }

  /**
   * Ends the export of the node. An ONNX node that is alone and no part of a composite takes the
   * plain name of the node, and so does its result.
   *
   * @param results what the export returned
   * @return the results under their final names
   */
  List<String> settle(List<String> results) {
    if (base.part() || graph.assembly().nodeCount() != firstNode + 1) {
      return results;
    }
    NodeProto.Builder alone = graph.assembly().lastNode();
    String name = graph.unique(base.path());
    String before = alone.getOutput(0);
    graph.assembly().renameLast(name);
    return results.stream().map(result -> result.equals(before) ? name : result).toList();
  }

  /** The shape of an operand as one of static extents. */
  Shape staticShape(int index) {
    return node.input(index).type().shape().toShape();
  }
}
