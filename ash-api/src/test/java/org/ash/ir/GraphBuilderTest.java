package org.ash.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.junit.jupiter.api.Test;

final class GraphBuilderTest {
  private final GraphBuilder graph = new GraphBuilder("test");
  private final Value images =
      graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 24, 32, 32)));

  @Test
  void convOfOtherChannels_namesNodeShapesAndExpectation() {
    Value weight = weight(32, 16, 3, 3);
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () ->
                graph.scoped(
                    "stage2",
                    () ->
                        graph.apply(
                            "conv1", new Convolution.Conv(Window.of(1, 1)), images, weight)));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Conv 'stage2.conv1' weight [32, 16, 3, 3] expects 16 input channels (group 1),"
                    + " input [N, 24, 32, 32] has 24"),
        error.getMessage());
  }

  @Test
  void symbolicBatch_flowsThroughConvolutionAndReduction() {
    Value y = graph.conv(images, weight(32, 24, 3, 3), Window.of(2, 1));
    assertEquals("[N, 32, 16, 16]", y.type().shape().toString());
    assertEquals("[N, 32]", graph.reduceMean(y, List.of(2, 3), false).type().shape().toString());
  }

  @Test
  void build_leavesOutWhatNothingNeeds() {
    Value used = graph.relu(images);
    graph.exp(images);
    graph.output("y", used);
    assertEquals(1, graph.build().nodes().size());
  }

  @Test
  void decompose_replacesCompositesUnlessKept() {
    Value alpha = graph.scalar(DType.FLOAT32, 1);
    graph.output("y", graph.applyAll(new AshComposite.Ash(1e-5), images, alpha, alpha).get(0));
    Graph whole = graph.build();
    assertEquals(1, GraphRewriter.decompose(whole, node -> true).nodes().size());
    Graph parts = GraphRewriter.decompose(whole, node -> false);
    assertTrue(parts.nodes().stream().noneMatch(node -> node.op() instanceof CompositeOp));
    assertEquals(whole.outputs().get("y").type(), parts.outputs().get("y").type());
  }

  @Test
  void symbolThatNoInputGives_isRefused() {
    GraphBuilder other = new GraphBuilder("other");
    Value x = other.input("x", TensorType.of(DType.FLOAT32, 1, 2));
    other.output("y", other.expand(x, SymbolicShape.batch("R", 2)));
    assertThrows(IllegalArgumentException.class, other::build);
  }

  private Value weight(long... dims) {
    return graph.read(new Variable("w", DType.FLOAT32, Shape.of(dims), Variable.Role.WEIGHT));
  }
}
