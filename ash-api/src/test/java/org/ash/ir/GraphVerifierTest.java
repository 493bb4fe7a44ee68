package org.ash.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class GraphVerifierTest {
  private static final Variable WEIGHT =
      new Variable("w", DType.FLOAT32, Shape.of(2), Variable.Role.WEIGHT);
  private static final Variable OTHER_WEIGHT =
      new Variable("w", DType.FLOAT32, Shape.of(3), Variable.Role.WEIGHT);

  private final GraphBuilder builder = new GraphBuilder("train");

  @Test
  void nodeBeforeItsOperand_isRefused() {
    Value x = builder.input("x", TensorType.of(DType.FLOAT32, 2));
    builder.output("y", builder.exp(builder.neg(x)));
    Graph graph = builder.build();
    List<Node> reversed = new ArrayList<>(graph.nodes());
    Collections.reverse(reversed);
    Graph broken = new Graph("train", graph.inputs(), reversed, graph.outputs(), Map.of());
    assertRefused(broken, "before its operand");
  }

  @Test
  void inputOfAnotherGraph_isRefused() {
    Value foreign = new GraphBuilder("eval").input("x", TensorType.of(DType.FLOAT32, 2));
    builder.output("y", builder.exp(foreign));
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains("an input of another graph"), message);
  }

  @Test
  void resultOfAnotherGraph_isRefused() {
    GraphBuilder other = new GraphBuilder("eval");
    Value foreign = other.exp(other.input("x", TensorType.of(DType.FLOAT32, 2)));
    builder.output("y", builder.neg(foreign));
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @Test
  void assignmentOfAnotherType_isRefusedAtOnce() {
    Value x = builder.input("x", TensorType.of(DType.FLOAT32, 3));
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder.assign(WEIGHT, x)).getMessage();
    assertTrue(message.contains("FLOAT32 [2]") && message.contains("FLOAT32 [3]"), message);
  }

  @Test
  void secondAssignment_isRefused() {
    builder.assign(WEIGHT, builder.read(WEIGHT));
    assertThrows(
        IllegalArgumentException.class, () -> builder.assign(WEIGHT, builder.read(WEIGHT)));
  }

  @Test
  void twoVariablesOfOneName_areRefused() {
    builder.read(WEIGHT);
    assertThrows(IllegalArgumentException.class, () -> builder.read(OTHER_WEIGHT));
  }

  @Test
  void moduleWithoutInitialValue_namesTheVariable() {
    builder.output("y", builder.neg(builder.read(WEIGHT)));
    Map<String, Graph> graphs = Map.of("train", builder.build());
    String message =
        assertThrows(IllegalArgumentException.class, () -> new GraphModule("m", Map.of(), graphs))
            .getMessage();
    assertTrue(message.contains("w: FLOAT32 [2]"), message);
  }

  @Test
  void printer_alignsNodesAndNamesAssignments() {
    Value x = builder.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 2)));
    Value y = builder.mul(x, builder.read(WEIGHT));
    builder.output("loss", builder.reduceMean(y, List.of(0, 1), false));
    builder.assign(WEIGHT, builder.add(builder.read(WEIGHT), builder.scalar(DType.FLOAT32, 1)));
    assertEquals(
        """
        graph train
          inputs
            x  FLOAT32 [N, 2]
          variables
            w  FLOAT32 [2]
          nodes
            mul         Mul(x, w)                                     FLOAT32 [N, 2]
            reducemean  ReduceMean[axes=[0, 1], keepDims=false](mul)  FLOAT32 []
            add         Add(w, 1.0)                                   FLOAT32 [2]
          outputs
            loss  = reducemean
          assignments
            w  := add
        """,
        builder.build().toString());
  }

  @Test
  void initialValueOfAnotherShape_isRefused() {
    Map<Variable, Tensor> values = Map.of(WEIGHT, Tensor.allocate(DType.FLOAT32, Shape.of(3)));
    assertThrows(IllegalArgumentException.class, () -> new GraphModule("m", values, Map.of()));
  }

  private static void assertRefused(Graph graph, String problem) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> GraphVerifier.verify(graph))
            .getMessage();
    assertTrue(message.contains("'train'") && message.contains(problem), message);
  }
}
