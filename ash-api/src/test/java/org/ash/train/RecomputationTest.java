package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.LiveMemory;
import org.ash.ir.Node;
import org.ash.ir.OrderingComposite;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.zoo.BottleneckResNet;
import org.ash.zoo.BottleneckSize;
import org.ash.zoo.CifarResNet;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
import org.ash.zoo.PreActivationResNet;
import org.ash.zoo.ResNetSize;
import org.ash.zoo.Vgg;
import org.ash.zoo.VggSize;
import org.ash.zoo.WideResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Making forward results again changes no number, and what is alive at once becomes less. */
final class RecomputationTest {
  private static final int CLASSES = 3;
  private static final int BATCH = 4;
  private static final int STEPS = 3;

  static Stream<Network> networks() {
    Activation ash = Activations.parse("ash");
    Activation relu = Activations.parse("relu");
    ResNetSize cifar = new ResNetSize(1, 2, 8);
    DenseNetSize dense = new DenseNetSize(List.of(3, 2), 2, 3, false, 1, false, 6);
    DenseNetSize compressed = new DenseNetSize(List.of(2, 2), 2, 4, true, 0.5, true, 16);
    BottleneckSize bottleneck = new BottleneckSize(List.of(2, 1), 2, 18);
    return Stream.of(
        new DenseNet("densenet", dense, 0.2, ash, CLASSES),
        new DenseNet("densenet", dense, 0, relu, CLASSES),
        new DenseNet("densenet-bc", compressed, 0, Activations.parse("gelu"), CLASSES),
        new CifarResNet("resnet", cifar, Activations.parse("prelu"), CLASSES),
        new PreActivationResNet("preactivation", cifar, Activations.parse("ash:top=10%"), CLASSES),
        new WideResNet("wrn", cifar, 2, 0.3, Activations.parse("swish"), CLASSES),
        new Vgg("vgg", new VggSize(List.of(1, 2), 3, 4, 10), Activations.parse("elu"), CLASSES),
        new BottleneckResNet("v1.5", bottleneck, BottleneckResNet.Version.V1_5, relu, CLASSES));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void training_isTheSameToTheBit(Network network) {
    Trained kept = train(module(network, false));
    Trained again = train(module(network, true));
    assertEquals(kept.losses(), again.losses());
    assertFalse(kept.variables().isEmpty());
    kept.variables()
        .forEach((name, tensor) -> assertTrue(tensor.bitEquals(again.variables().get(name)), name));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void convolutionsAndProducts_areNeverRunAgain_andVariablesAreAssignedOnce(Network network) {
    Graph kept = module(network, false).graph(TrainingModule.TRAIN);
    Graph again = module(network, true).graph(TrainingModule.TRAIN);
    assertEquals(costly(kept), costly(again));
    assertEquals(
        List.copyOf(kept.assignments().keySet()), List.copyOf(again.assignments().keySet()));
    assertEquals(kept.outputs().keySet(), again.outputs().keySet());
    assertTrue(again.nodes().size() > kept.nodes().size(), "nothing is run again");
  }

  private static long costly(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Convolution || node.op() instanceof Contraction)
        .count();
  }

  /** Else an engine that runs what it can would make all of it again during the forward part. */
  @ParameterizedTest
  @MethodSource("networks")
  void whatIsRunAgain_waitsForAGradient(Network network) {
    Graph graph = module(network, true).graph(TrainingModule.TRAIN);
    Set<Value> late = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean waits = node.op() instanceof OrderingComposite.After;
      if (waits || node.inputs().stream().anyMatch(late::contains)) {
        late.addAll(node.outputs());
      }
      if (node.name().endsWith(".again")) {
        assertTrue(late.contains(node.output(0)), node + " waits for nothing");
      }
    }
  }

  /** What is kept are the results of convolutions: of DenseNets a fraction of what there is. */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "ash"})
  void memoryOfDenseNets_fallsToAThirdAndLess(String activation) {
    Activation at = Activations.parse(activation);
    Network plain = new DenseNet("plain", DenseNetSize.plain(12, 12), 0.2, at, CLASSES);
    Network compressed = new DenseNet("bc", DenseNetSize.compressed(12, 12), 0, at, CLASSES);
    assertTrue(share(plain) < 0.25, "plain: " + share(plain));
    assertTrue(share(compressed) < 0.34, "bc: " + share(compressed));
  }

  @Test
  void memoryOfResidualNetworks_fallsToTwoThirdsAndLess() {
    ResNetSize size = new ResNetSize(3, 16, 32);
    Network network = new CifarResNet("resnet-20", size, Activations.parse("ash"), CLASSES);
    assertTrue(share(network) < 0.67, "resnet-20: " + share(network));
  }

  private static double share(Network network) {
    return (double) peak(network, true) / peak(network, false);
  }

  private static long peak(Network network, boolean recompute) {
    return LiveMemory.peakBytes(module(network, recompute).graph(TrainingModule.TRAIN), 32);
  }

  private static GraphModule module(Network network, boolean recompute) {
    TrainingConfig config =
        TrainingConfig.builder(network).batchSize(BATCH).recompute(recompute).build();
    return TrainingModule.of(network, config).module();
  }

  private record Trained(List<Double> losses, Map<String, Tensor> variables) {}

  private static Trained train(GraphModule module) {
    List<Double> losses = new ArrayList<>();
    Map<String, Tensor> variables = new LinkedHashMap<>();
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        Executable executable = backend.load(module)) {
      for (int step = 0; step < STEPS; step++) {
        Map<String, Tensor> feeds = feeds(module.graph(TrainingModule.TRAIN), step);
        losses.add(executable.run(TrainingModule.TRAIN, feeds).get("loss").get(0));
      }
      for (Variable variable : module.initialValues().keySet()) {
        variables.put(variable.name(), executable.read(variable.name()));
      }
    }
    return new Trained(losses, variables);
  }

  /** Images and masks of random numbers; a mask may be of any. */
  private static Map<String, Tensor> feeds(Graph graph, int step) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      Shape shape = input.type().shape().bind(Map.of("N", (long) BATCH));
      Philox random = new Philox(step, Philox.site(input.name()));
      Tensor feed =
          shape.rank() == 0
              ? Tensor.scalar(input.type().dtype(), 0.05)
              : input.type().dtype().isFloating()
                  ? Tensor.of(input.type().dtype(), shape, random.normals((int) shape.size()))
                  : Tensor.generate(input.type().dtype(), shape, i -> random.below(i, CLASSES));
      feeds.put(input.name(), feed);
    }
    return feeds;
  }
}
