package org.ash.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.ash.tensor.DType;
import org.junit.jupiter.api.Test;

final class GraphRewriterTest {
  private static Graph swishOfSum() {
    GraphBuilder g = new GraphBuilder("test");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.of(3)));
    g.output("y", g.apply(new ActivationComposite.Swish(1), g.add(x, x)));
    return g.build();
  }

  @Test
  void nothingToReplace_leavesTheGraphItself() {
    Graph graph = swishOfSum();
    assertSame(graph, GraphRewriter.decompose(graph, node -> true));
  }

  @Test
  void aComposite_isReplacedByPrimitivesUnderItsName() {
    Graph primitive = GraphRewriter.decompose(swishOfSum(), node -> false);
    assertEquals(
        List.of(),
        primitive.nodes().stream().filter(node -> node.op() instanceof CompositeOp).toList());
    assertEquals(
        List.of(),
        primitive.nodes().stream().filter(n -> !n.name().matches("add|swish\\..*")).toList());
  }
}
