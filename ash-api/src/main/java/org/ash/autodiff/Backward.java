package org.ash.autodiff;

import java.util.Optional;
import java.util.function.Supplier;
import org.ash.ir.CompositeOp;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/** What a rule sees of one node: operands, results, gradients of the results. */
final class Backward {
  private final GraphBuilder graph;
  private final Sweep sweep;
  private final Node node;

  Backward(GraphBuilder graph, Sweep sweep, Node node) {
    this.graph = graph;
    this.sweep = sweep;
    this.node = node;
  }

  /** Where to write. */
  GraphBuilder graph() {
    return graph;
  }

  /** Number of operands. */
  int operands() {
    return node.inputs().size();
  }

  /** Operand i. */
  Value x(int i) {
    return node.input(i);
  }

  /** Shape of operand i. */
  SymbolicShape shape(int i) {
    return x(i).type().shape();
  }

  /** Result i. */
  Value y(int i) {
    return node.output(i);
  }

  /** The gradient of the only result; a rule is called only when there is one. */
  Value dy() {
    return dy(0).orElseThrow();
  }

  /** The gradient of result i, empty when nothing depends on it. */
  Optional<Value> dy(int i) {
    return sweep.gradient(node.output(i));
  }

  /** Whether the gradient of operand i is of use. */
  boolean wants(int i) {
    return sweep.wants(node.input(i));
  }

  /** Gives operand i this gradient; it is not written when nobody wants it. */
  void give(int i, Supplier<Value> gradient) {
    if (wants(i)) {
      sweep.add(x(i), graph.scoped(node.name() + ".gradient", gradient));
    }
  }

  /** Gives operand i a gradient summed over the axes along which the operand was broadcast. */
  void giveSummed(int i, Supplier<Value> gradient) {
    give(i, () -> Unbroadcast.to(graph, gradient.get(), shape(i)));
  }

  /** Writes several values under the name of the node. */
  <T> T write(Supplier<T> writing) {
    return graph.scoped(node.name() + ".gradient", writing);
  }

  /** Differentiates the decomposition in place of the composite. */
  void throughDecomposition(CompositeOp composite) {
    sweep.throughDecomposition(node, composite);
  }
}
