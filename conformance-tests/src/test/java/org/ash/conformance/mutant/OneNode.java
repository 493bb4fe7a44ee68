package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ash.ir.Dimension;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Computes a node of a graph by a sound backend, as a module of its own. What the symbols of its
 * types are worth is told by inputs {@code count.N} of as many elements, which no node reads.
 */
final class OneNode implements AutoCloseable {
  private static final String COUNT = "count.";

  private final Op op;
  private final Executable executable;
  private final List<String> symbols;

  private OneNode(Op op, Executable executable, List<String> symbols) {
    this.op = op;
    this.executable = executable;
    this.symbols = symbols;
  }

  /** An operator with these types of operands. */
  static OneNode load(Backend sound, Op op, List<TensorType> types, Iterable<String> symbols) {
    GraphBuilder g = new GraphBuilder("node");
    List<String> counted = new ArrayList<>();
    for (String symbol : symbols) {
      counted.add(symbol);
      g.input(COUNT + symbol, new TensorType(DType.UINT8, SymbolicShape.batch(symbol)));
    }
    Value[] operands = new Value[types.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = g.input("x" + i, types.get(i));
    }
    List<Value> results = g.applyAll("node", op, List.of(operands));
    for (int i = 0; i < results.size(); i++) {
      g.output(op.outputNames().get(i), results.get(i));
    }
    Graph graph = g.build();
    return new OneNode(
        op, sound.load(new GraphModule("node", Map.of(), Map.of("node", graph))), counted);
  }

  /** Its results. */
  List<Tensor> compute(List<Tensor> operands, Map<String, Long> bindings) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (String symbol : symbols) {
      feeds.put(COUNT + symbol, Tensor.allocate(DType.UINT8, Shape.of(bindings.get(symbol))));
    }
    for (int i = 0; i < operands.size(); i++) {
      feeds.put("x" + i, operands.get(i));
    }
    Map<String, Tensor> results = executable.run("node", feeds);
    return op.outputNames().stream().map(results::get).toList();
  }

  /** Results of an operator for any operands, empty when it does not take them. */
  static Optional<List<Tensor>> once(
      Backend sound, Op op, List<Tensor> operands, Map<String, Long> bindings) {
    List<TensorType> types =
        operands.stream().map(x -> new TensorType(x.dtype(), SymbolicShape.of(x.shape()))).toList();
    try (OneNode node = load(sound, op, types, bindings.keySet())) {
      return Optional.of(node.compute(operands, bindings));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | BackendException unfit) {
      return Optional.empty(); // That is how wrong attributes and operands are sorted out.
    }
  }

  /** What the symbols in the types of a node are worth, given its operands and results. */
  static Map<String, Long> bindings(Node node, List<Tensor> operands, List<Shape> results) {
    Map<String, Long> bindings = new TreeMap<>();
    for (int i = 0; i < operands.size(); i++) {
      bind(node.input(i).type().shape(), operands.get(i).shape(), bindings);
    }
    for (int i = 0; i < results.size(); i++) {
      bind(node.output(i).type().shape(), results.get(i), bindings);
    }
    return bindings;
  }

  private static void bind(SymbolicShape symbolic, Shape concrete, Map<String, Long> bindings) {
    for (int axis = 0; axis < symbolic.rank(); axis++) {
      Dimension dim = symbolic.dim(axis);
      if (dim.symbols().size() == 1) {
        bindings.put(dim.symbols().get(0), concrete.dim(axis) / dim.factor());
      }
    }
  }

  @Override
  public void close() {
    executable.close();
  }
}
