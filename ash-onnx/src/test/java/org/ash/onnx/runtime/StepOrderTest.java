package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.Convolution.ConvInputGradient;
import org.ash.ir.Convolution.ConvWeightGradient;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.OrderingComposite.After;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.CifarResNet;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
import org.ash.zoo.ResNetSize;
import org.ash.zoo.Vgg;
import org.ash.zoo.VggSize;
import org.ash.zoo.WideResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of parameters before the next layer's; that numbers stay is the suite's to see. */
class StepOrderTest {
  static Stream<Graph> steps() {
    Activation ash = Activations.parse("ash");
    Activation relu = Activations.parse("relu");
    ResNetSize cifar = new ResNetSize(1, 2, 8);
    DenseNetSize dense = new DenseNetSize(List.of(3, 2), 2, 3, false, 1, false, 6);
    Network vgg =
        new Vgg("vgg", new VggSize(List.of(1, 2), 3, 4, 10), Activations.parse("prelu"), 3);
    return Stream.of(
        step(new CifarResNet("resnet", cifar, ash, 3), false),
        step(new WideResNet("wrn", cifar, 2, 0.3, Activations.parse("swish"), 3), false),
        step(new DenseNet("densenet", dense, 0.2, relu, 3), false),
        step(new DenseNet("densenet", dense, 0.2, ash, 3), true),
        step(vgg, true));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void gradientOfAnInput_waitsForThatOfTheWeight_andForTheGatesBefore(Graph step) {
    Graph ordered = StepOrder.of(step);
    Map<Value, Set<Node>> needed = new HashMap<>();
    Set<Node> gates = new HashSet<>();
    int waiting = 0;
    for (Node node : ordered.nodes()) {
      Set<Node> before = new HashSet<>(Set.of(node));
      node.inputs().forEach(input -> before.addAll(needed.getOrDefault(input, Set.of())));
      node.outputs().forEach(output -> needed.put(output, before));
      if (node.op() instanceof ConvInputGradient) {
        Value dy = ((Value.Result) node.input(0)).node().input(0);
        assertTrue(
            before.stream()
                .anyMatch(n -> n.op() instanceof ConvWeightGradient && n.inputs().contains(dy)),
            node + " does not wait");
        assertTrue(before.containsAll(gates), node + " does not wait for ASH's parameters");
        waiting++;
      } else if (node.op().name().equals("AshGradient") && waiting > 0) {
        gates.add(node);
      }
    }
    assertTrue(waiting > 0);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyNode_isRunOnce_andNothingIsAddedButWaiting(Graph step) {
    Graph ordered = StepOrder.of(step);
    assertEquals(names(step), names(ordered));
    assertEquals(step.outputs().keySet(), ordered.outputs().keySet());
    assertEquals(step.assignments().keySet(), ordered.assignments().keySet());
  }

  private static List<String> names(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> !(node.op() instanceof After))
        .map(node -> node.name() + " " + node.op())
        .sorted()
        .toList();
  }

  /** Where the engine would make one node of two in a row, and fail. */
  @Test
  void waitingTwiceInARow_andAReshape_run() {
    GraphBuilder g = new GraphBuilder("row");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.of(2, 3)));
    Value scalar =
        g.input("scalar", new TensorType(DType.FLOAT32, SymbolicShape.of(Shape.scalar())));
    Value other = g.input("other", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 4)));
    for (Map.Entry<String, Value> waiting : Map.of("x", x, "scalar", scalar).entrySet()) {
      Value once = g.apply(new After(), waiting.getValue(), g.add(other, other));
      Value twice = g.apply(new After(), once, g.mul(other, other));
      g.output(
          waiting.getKey(), g.reshape(twice, SymbolicShape.of(waiting.getValue() == x ? 6 : 1)));
    }
    GraphModule module = new GraphModule("module", Map.of(), Map.of("row", g.build()));
    Map<String, Tensor> feeds =
        Map.of(
            "x", Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
            "scalar", Tensor.scalar(DType.FLOAT32, 7),
            "other", Tensor.generate(DType.FLOAT32, Shape.of(5, 4), i -> i));
    try (Backend backend = new OnnxRuntimeProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module)) {
      Map<String, Tensor> results = executable.run("row", feeds);
      assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, results.get("x").toDoubles());
      assertEquals(7, results.get("scalar").get(0));
    }
  }

  @Test
  void graphsWithoutConvolutions_stayAsTheyAre() {
    GraphBuilder g = new GraphBuilder("plain");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 4)));
    g.output("y", g.add(x, x));
    Graph plain = g.build();
    assertFalse(StepOrder.of(plain).nodes().stream().anyMatch(n -> n.op() instanceof After));
    assertEquals(plain.toString(), StepOrder.of(plain).toString());
  }

  private static Graph step(Network network, boolean recompute) {
    TrainingConfig config =
        TrainingConfig.builder(network).batchSize(4).recompute(recompute).build();
    return TrainingModule.of(network, config).module().graph(TrainingModule.TRAIN);
  }
}
