package org.ash.onnx.nodetest;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.ash.ir.ActivationComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Indexing;
import org.ash.ir.LossComposite;
import org.ash.ir.Normalization;
import org.ash.ir.Op;
import org.ash.ir.Reduction;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.ir.Window;
import org.ash.onnx.proto.NodeProto;

/** How the operators of the node tests are read; an empty result means "not ours in this form". */
final class ImportTable {
  static final Map<String, BiFunction<NodeImport, NodeProto, List<Value>>> RULES =
      Map.ofEntries(
          entry("Relu", same(new Elementwise.Relu())),
          entry("Sigmoid", same(new Elementwise.Sigmoid())),
          entry("Softplus", same(new Elementwise.Softplus())),
          entry("Tanh", same(new Elementwise.Tanh())),
          entry("Exp", same(new Elementwise.Exp())),
          entry("Log", same(new Elementwise.Log())),
          entry("Neg", same(new Elementwise.Neg())),
          entry("Sub", same(new Broadcasting.Sub())),
          entry("Mul", same(new Broadcasting.Mul())),
          entry("Div", same(new Broadcasting.Div())),
          entry("MatMul", same(new Contraction.MatMul())),
          entry("LeakyRelu", ImportTable::leakyRelu),
          entry("Elu", ImportTable::elu),
          entry("Selu", ImportTable::selu),
          entry("PRelu", ImportTable::pRelu),
          entry("Gemm", ImportTable::gemm),
          entry("Conv", ImportTable::conv),
          entry("ConvTranspose", ImportTable::convTranspose),
          entry("BatchNormalization", ImportTable::batchNormalization),
          entry("GlobalAveragePool", ImportTable::globalAveragePool),
          entry("ReduceMean", ImportTable::reduceMean),
          entry("ReduceSum", ImportTable::reduceSum),
          entry("ReduceMax", ImportTable::reduceMax),
          entry("TopK", ImportTable::topK),
          entry("SoftmaxCrossEntropyLoss", ImportTable::crossEntropy));

  private ImportTable() {}

  private static BiFunction<NodeImport, NodeProto, List<Value>> same(Op op) {
    return (in, node) -> {
      Value[] operands =
          IntStream.range(0, node.getInputCount())
              .mapToObj(i -> in.operand(node, i))
              .toArray(Value[]::new);
      return List.of(in.graph().apply(op, operands));
    };
  }

  private static List<Value> leakyRelu(NodeImport in, NodeProto node) {
    double slope = NodeImport.real(node, "alpha", 0.01);
    return same(new ActivationComposite.LeakyRelu(slope)).apply(in, node);
  }

  private static List<Value> elu(NodeImport in, NodeProto node) {
    double alpha = NodeImport.real(node, "alpha", 1);
    return same(new ActivationComposite.Elu(alpha)).apply(in, node);
  }

  /** Ours has the published constants; with others it is a scaled ELU. */
  private static List<Value> selu(NodeImport in, NodeProto node) {
    double alpha = NodeImport.real(node, "alpha", ActivationComposite.Selu.ALPHA);
    double gamma = NodeImport.real(node, "gamma", ActivationComposite.Selu.GAMMA);
    Value x = in.operand(node, 0);
    if (alpha == ActivationComposite.Selu.ALPHA && gamma == ActivationComposite.Selu.GAMMA) {
      return List.of(in.graph().apply(new ActivationComposite.Selu(), x));
    }
    Value unit = in.graph().apply(new ActivationComposite.Elu(alpha), x);
    return List.of(in.graph().mul(unit, in.graph().like(x, gamma)));
  }

  /** Ours has a slope for each channel; a slope for the last axis of [3, 4, 5] is moved there. */
  private static List<Value> pRelu(NodeImport in, NodeProto node) {
    Value x = in.operand(node, 0);
    Value slope = in.operand(node, 1);
    if (x.type().rank() != 3 || slope.type().rank() != 1) {
      return List.of();
    }
    GraphBuilder graph = in.graph();
    Value swapped = graph.transpose(x, 0, 2, 1);
    Value y = graph.apply(new ActivationComposite.PRelu(), swapped, slope);
    return List.of(graph.transpose(y, 0, 2, 1));
  }

  private static List<Value> gemm(NodeImport in, NodeProto node) {
    return same(new Contraction.Gemm(
            NodeImport.real(node, "alpha", 1),
            NodeImport.real(node, "beta", 1),
            NodeImport.integer(node, "transA", 0) == 1,
            NodeImport.integer(node, "transB", 0) == 1))
        .apply(in, node);
  }

  private static List<Value> conv(NodeImport in, NodeProto node) {
    if (in.operand(node, 0).type().rank() != 4 || NodeImport.has(node, 2)) {
      return List.of();
    }
    return same(new Convolution.Conv(window(node))).apply(in, node);
  }

  /** The transpose of a convolution is the gradient of one by its input. */
  private static List<Value> convTranspose(NodeImport in, NodeProto node) {
    Value x = in.operand(node, 0);
    Value w = in.operand(node, 1);
    if (x.type().rank() != 4
        || NodeImport.has(node, 2)
        || NodeImport.sets(node, "auto_pad")
        || NodeImport.sets(node, "output_shape")) {
      return List.of();
    }
    Window window = window(node);
    List<Long> extra = NodeImport.integers(node, "output_padding", List.of(0L, 0L));
    long height =
        (x.type().dim(2).extent() - 1) * window.strideH()
            + window.dilationH() * (w.type().dim(2).extent() - 1)
            + 1
            - window.padTop()
            - window.padBottom()
            + extra.get(0);
    long width =
        (x.type().dim(3).extent() - 1) * window.strideW()
            + window.dilationW() * (w.type().dim(3).extent() - 1)
            + 1
            - window.padLeft()
            - window.padRight()
            + extra.get(1);
    long channels = w.type().dim(1).extent() * window.group();
    long batch = x.type().dim(0).extent();
    Op op =
        new Convolution.ConvInputGradient(window, SymbolicShape.of(batch, channels, height, width));
    return same(op).apply(in, node);
  }

  private static Window window(NodeProto node) {
    List<Long> strides = NodeImport.integers(node, "strides", List.of(1L, 1L));
    List<Long> pads = NodeImport.integers(node, "pads", List.of(0L, 0L, 0L, 0L));
    List<Long> dilations = NodeImport.integers(node, "dilations", List.of(1L, 1L));
    return new Window(
        strides.get(0).intValue(),
        strides.get(1).intValue(),
        pads.get(0).intValue(),
        pads.get(1).intValue(),
        pads.get(2).intValue(),
        pads.get(3).intValue(),
        dilations.get(0).intValue(),
        dilations.get(1).intValue(),
        (int) NodeImport.integer(node, "group", 1));
  }

  private static List<Value> batchNormalization(NodeImport in, NodeProto node) {
    GraphBuilder graph = in.graph();
    double eps = NodeImport.real(node, "epsilon", 1e-5);
    if (NodeImport.integer(node, "training_mode", 0) == 0) {
      return same(new Normalization.BatchNormalization(eps)).apply(in, node);
    }
    double momentum = NodeImport.real(node, "momentum", 0.9);
    List<Value> results =
        graph.applyAll(
            new BatchNormalizationComposite.BatchNormalizationTraining(eps),
            in.operand(node, 0),
            in.operand(node, 1),
            in.operand(node, 2));
    Value mean = running(graph, momentum, in.operand(node, 3), results.get(1));
    Value variance = running(graph, momentum, in.operand(node, 4), results.get(2));
    return List.of(results.get(0), mean, variance);
  }

  private static Value running(GraphBuilder graph, double momentum, Value old, Value batch) {
    return graph.add(
        graph.mul(old, graph.like(old, momentum)), graph.mul(batch, graph.like(old, 1 - momentum)));
  }

  private static List<Value> globalAveragePool(NodeImport in, NodeProto node) {
    return List.of(in.graph().reduceMean(in.operand(node, 0), List.of(2, 3), true));
  }

  private static List<Value> reduceMean(NodeImport in, NodeProto node) {
    return same(new Reduction.ReduceMean(axes(in, node), keepDims(node))).apply(in, first(node));
  }

  private static List<Value> reduceSum(NodeImport in, NodeProto node) {
    return same(new Reduction.ReduceSum(axes(in, node), keepDims(node))).apply(in, first(node));
  }

  private static List<Value> reduceMax(NodeImport in, NodeProto node) {
    return same(new Reduction.ReduceMax(axes(in, node), keepDims(node))).apply(in, first(node));
  }

  /** Ours takes the largest, sorted, and knows its k when the graph is written. */
  private static List<Value> topK(NodeImport in, NodeProto node) {
    if (NodeImport.integer(node, "largest", 1) == 0 || NodeImport.integer(node, "sorted", 1) == 0) {
      return List.of();
    }
    int axis = (int) NodeImport.integer(node, "axis", -1);
    int k = (int) in.given(node, 1).getLong(0);
    return in.graph().applyAll(new Indexing.TopK(axis, k), in.operand(node, 0));
  }

  private static NodeProto first(NodeProto node) {
    return node.toBuilder().clearInput().addInput(node.getInput(0)).build();
  }

  private static boolean keepDims(NodeProto node) {
    return NodeImport.integer(node, "keepdims", 1) == 1;
  }

  private static List<Integer> axes(NodeImport in, NodeProto node) {
    List<Long> all =
        IntStream.range(0, in.operand(node, 0).type().rank()).mapToObj(Long::valueOf).toList();
    List<Long> axes = new ArrayList<>(NodeImport.integers(node, "axes", List.of()));
    in.constant(node, 1)
        .ifPresent(
            tensor -> {
              for (long axis : tensor.toLongs()) {
                axes.add(axis);
              }
            });
    return (axes.isEmpty() ? all : axes).stream().map(Long::intValue).toList();
  }

  /** Labels are classes there and rows of weights here; two axes, no weights, none ignored. */
  private static List<Value> crossEntropy(NodeImport in, NodeProto node) {
    Value scores = in.operand(node, 0);
    if (scores.type().rank() != 2
        || NodeImport.has(node, 2)
        || NodeImport.sets(node, "ignore_index")) {
      return List.of();
    }
    GraphBuilder graph = in.graph();
    int classes = (int) scores.type().dim(1).extent();
    Value rows =
        graph.apply(new Indexing.OneHot(classes, scores.type().dtype()), in.operand(node, 1));
    Value losses = graph.apply(new LossComposite.SoftmaxCrossEntropy(), scores, rows);
    Value loss =
        switch (NodeImport.text(node, "reduction", "mean")) {
          case "none" -> losses;
          case "sum" -> graph.reduceSum(losses, List.of(0), false);
          default -> graph.reduceMean(losses, List.of(0), false);
        };
    return List.of(loss, graph.logSoftmax(scores, 1));
  }
}
