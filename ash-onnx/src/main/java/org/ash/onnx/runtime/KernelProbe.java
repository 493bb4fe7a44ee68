package org.ash.onnx.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.ash.ir.CompositeOp;
import org.ash.ir.Convolution;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.Operands;
import org.ash.ir.ShapeException;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.onnx.export.OnnxExporter;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.DType;

/**
 * Finds out what the engine has kernels for by giving it a model of the one operator: the engine's
 * own answer, where a table of ours would age. Kernels are chosen by element types, and for
 * convolutions of several groups another form is exported, so one answer serves all shapes of a
 * rank.
 */
final class KernelProbe {
  private final BackendOptions options;
  private final Device device;
  private final Map<Question, Optional<String>> answers = new ConcurrentHashMap<>();

  KernelProbe(BackendOptions options, Device device) {
    this.options = options.withThreads(1);
    this.device = device;
  }

  private record Question(
      Class<? extends Op> op,
      List<DType> inputs,
      List<Integer> ranks,
      List<DType> outputs,
      boolean grouped) {}

  /** Why the engine does not take this case; empty when it does. */
  Optional<String> refusal(Op op, List<TensorType> inputs) {
    Graph graph;
    try {
      graph = single(op, inputs);
    } catch (ShapeException e) {
      return Optional.of(e.getMessage());
    }
    Node node = graph.nodes().get(0);
    for (TensorType type : inputs) {
      if (!OrtRuntime.takes(type.dtype())) {
        return Optional.of("element type " + type.dtype() + " is not supported.");
      }
    }
    if (op instanceof CompositeOp
        && !OnnxExporter.claims(node, OnnxRuntimeBackend.EXPORT.version())) {
      return Optional.of("it is decomposed.");
    }
    Question question =
        new Question(
            op.getClass(),
            inputs.stream().map(TensorType::dtype).toList(),
            inputs.stream().map(TensorType::rank).toList(),
            node.outputs().stream().map(output -> output.type().dtype()).toList(),
            op instanceof Convolution convolution && convolution.window().group() > 1);
    return answers.computeIfAbsent(question, key -> ask(graph));
  }

  private Optional<String> ask(Graph graph) {
    try {
      OrtModel.load(
              graph.name(),
              OnnxExporter.exportStep(graph, OnnxRuntimeBackend.EXPORT),
              options,
              device)
          .close();
      return Optional.empty();
    } catch (BackendException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Graph single(Op op, List<TensorType> inputs) {
    GraphBuilder builder = new GraphBuilder(op.name());
    Set<String> symbols = new LinkedHashSet<>();
    List<TensorType> results = op.infer(new Operands(op.name(), op, inputs));
    Stream.concat(inputs.stream(), results.stream())
        .forEach(type -> type.shape().dims().forEach(dim -> symbols.addAll(dim.symbols())));
    Value[] operands = new Value[inputs.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = builder.input("x" + i, inputs.get(i));
    }
    // Every symbol needs an input to be read off, which the operator's own need not be.
    for (String symbol : symbols) {
      builder.input(
          "symbol/" + symbol,
          new TensorType(DType.FLOAT32, SymbolicShape.of(Dimension.symbol(symbol))));
    }
    List<Value> values = builder.applyAll(op, operands);
    for (int i = 0; i < values.size(); i++) {
      builder.output("y" + i, values.get(i));
    }
    return builder.build();
  }
}
