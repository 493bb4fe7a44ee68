package org.ash.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Node;
import org.ash.ir.TensorType;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.NetworkSummary;
import org.ash.nn.Parameters;
import org.ash.nn.RandomMask;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZooTest {
  private static final Activation RELU = Activations.parse("relu");
  private static final Activation ASH = Activations.parse("ash");

  /**
   * Derived from the architectures by a program of its own. Published are 269,722 and 1,703,258,
   * those of WRN-28-10, of both DenseNet-100-12 and, by torchvision, of DenseNet-121, ResNet-50 and
   * ResNet-101.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-8, relu, 10, 75290",
    "resnet-20, relu, 10, 269722",
    "resnet-20, relu, 100, 275572",
    "resnet-20, ash, 10, 269760",
    "resnet-20, prelu, 10, 270410",
    "resnet-32, relu, 10, 464154",
    "resnet-44, relu, 10, 658586",
    "resnet-56, relu, 10, 853018",
    "resnet-110, relu, 10, 1727962",
    "resnet-164, relu, 10, 1703258",
    "resnet-164, ash, 10, 1703584",
    "wrn-28-10, relu, 10, 36479194",
    "wrn-28-10:dropout=0.3, relu, 10, 36479194",
    "wrn-16-4, relu, 10, 2748890",
    "wrn-40-2, relu, 10, 2243546",
    "densenet-100-12, relu, 10, 6979642",
    "densenet-40-12, relu, 10, 1019722",
    "densenet-bc-100-12, relu, 10, 769162",
    "densenet-121, relu, 1000, 7978856",
    "resnet-50, relu, 1000, 25557032",
    "resnet-101, relu, 1000, 44549160",
    "resnet-50-v2, relu, 1000, 25549352",
    "vgg-11, relu, 10, 9285642",
    "vgg-19, relu, 10, 20092298",
  })
  void parameters_areExactlyAsManyAsPublished(
      String name, String activation, int classes, long expected) {
    Network network = Zoo.create(name, Activations.parse(activation), classes);
    assertEquals(expected, NetworkSummary.of(network).parameters());
  }

  /**
   * ResNet-20: 432 weights x 1,024 pixels; 13,824 x 1,024; 50,688 x 256; 202,752 x 64; 640. The
   * others: the same sum over their convolutions, made by a program of its own.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-20, 40551040",
    "resnet-110, 252887680",
    "resnet-164, 244500992",
    "wrn-28-10, 5243328768",
    "densenet-100-12, 1769516448",
    "densenet-bc-100-12, 287929692",
    "densenet-121, 2834161664",
    "resnet-50, 4089184256",
    "resnet-50-v2, 4089184256",
    "vgg-11, 152826616",
    "vgg-19, 398193400",
  })
  void multiplyAdds_areWeightsTimesThePixelsTheyAreUsedAt(String name, long expected) {
    ZooEntry entry = Zoo.entry(name);
    assertEquals(
        expected, NetworkSummary.of(entry.create(RELU, entry.defaultClasses())).multiplyAdds());
  }

  @ParameterizedTest
  @MethodSource("names")
  void activationParameters_ofAsh_areTwoAtEachPlaceAndToldApart(String name) {
    Network network = Zoo.create(name, ASH, 10);
    NetworkSummary ash = NetworkSummary.of(network);
    assertEquals(2L * network.activationPlaces().size(), ash.activationParameters());
    assertEquals(
        NetworkSummary.of(Zoo.create(name, RELU, 10)).parameters(),
        ash.parameters() - ash.activationParameters());
  }

  @Test
  void dropout_standsInTheTrainingGraphOnly() {
    Network network = Zoo.create("wrn-10-1:dropout=0.3", RELU, 10);
    Parameters parameters = new Parameters(1);
    write(network, parameters, LayerContext.Mode.INFERENCE);
    assertEquals(List.of(), parameters.masks());
    write(network, parameters, LayerContext.Mode.TRAINING);
    assertEquals(
        List.of(
            "stage1.block0.dropout.keep",
            "stage2.block0.dropout.keep",
            "stage3.block0.dropout.keep"),
        parameters.masks().stream().map(RandomMask::name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrn-27-10 | Model 'wrn-27-10': its depth is 6 n + 4 with n >= 1, given 27; 28 is near.",
        "resnet-21 | Model 'resnet-21': its depth is 6 n + 2 with n >= 1, given 21; 20 is near.",
        "wrn-28-0 | Model 'wrn-28-0': its width is 1 to 100, given 0.",
        "vgg-11:dropout=0.3 | Model 'vgg-11:dropout=0.3' has no settings; leave ':dropout=0.3' out.",
      })
  void namesOfNoSize_areRefused(String name, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Zoo.entry(name));
    assertEquals(message, error.getMessage());
  }

  @Test
  void schedule_ofARecipe_keepsItsShapeInOtherNumbersOfEpochs() {
    Recipe recipe = Zoo.entry("wrn-28-10").recipe();
    assertEquals("step:lr=0.1,milestones=60/120/160,gamma=0.2", recipe.schedule(200));
    assertEquals("step:lr=0.1,milestones=3/6/8,gamma=0.2", recipe.schedule(10));
    assertEquals("cosine:lr=0.1", Zoo.entry("vgg-11").recipe().schedule(10));
  }

  @ParameterizedTest
  @MethodSource("names")
  void activationPlaces_areThoseThatTheGraphActivatesInOrder(String name) {
    Network network = Zoo.create(name, ASH, 10);
    List<String> written =
        inference(network).nodes().stream()
            .filter(node -> node.op().name().equals("Ash"))
            .map(Node::name)
            .toList();
    assertEquals(network.activationPlaces(), written);
  }

  @ParameterizedTest
  @CsvSource({"resnet-8, 7", "resnet-20, 19", "resnet-110, 109", "resnet-164, 163"})
  void activationPlaces_areAsManyAsTheNormalizations(String name, int expected) {
    assertEquals(expected, Zoo.create(name, RELU, 10).activationPlaces().size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void forward_keepsTheBatchSymbolic(String name) {
    Graph graph = inference(Zoo.create(name, RELU, 7));
    assertEquals("FLOAT32 [N, 7]", graph.outputs().get("logits").type().toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void training_usesTheParametersOfInferenceAndNoOthers(String name) {
    Network network = Zoo.create(name, ASH, 10);
    Parameters parameters = new Parameters(1);
    Graph inference = write(network, parameters, LayerContext.Mode.INFERENCE);
    Graph training = write(network, parameters, LayerContext.Mode.TRAINING);
    assertEquals(inference.variables(), training.variables());
    assertEquals(
        NetworkSummary.of(network).statistics(),
        training.assignments().keySet().stream().mapToLong(v -> v.shape().size()).sum());
  }

  @Test
  void sameSeed_givesBitEqualWeights() {
    Network network = Zoo.create("resnet-20", ASH, 10);
    Parameters one = new Parameters(42);
    Parameters two = new Parameters(42);
    write(network, one, LayerContext.Mode.TRAINING);
    write(network, two, LayerContext.Mode.INFERENCE);
    one.initialValues()
        .forEach(
            (variable, value) -> {
              Tensor other = two.initialValues().get(variable);
              assertTrue(value.bitEquals(other), variable::toString);
            });
  }

  @Test
  void vgg_ofTheProgramOfTheAuthorsOfAsh_hasReluInItsHeadAlone() {
    Network network = Zoo.create("vgg-11", Activations.parse("ash;head.*=relu"), 10);
    assertEquals(
        List.of("Ash", "Ash", "Ash", "Ash", "Ash", "Ash", "Ash", "Ash", "Relu", "Relu"),
        inference(network).nodes().stream()
            .filter(node -> network.activationPlaces().contains(node.name()))
            .map(node -> node.op().name())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"32, 512", "64, 2048", "95, 2048"})
  void vgg_ofLargerImages_flattensMoreElements(int imageSize, long expected) {
    VggSize size = new VggSize(List.of(1, 1, 2, 2, 2), 64, 100, imageSize);
    assertEquals(
        "[100, " + expected + "]",
        inference(new Vgg("vgg", size, RELU, 10)).variables().stream()
            .filter(variable -> variable.name().equals("head.dense1.weight"))
            .findFirst()
            .orElseThrow()
            .shape()
            .toString());
  }

  @Test
  void reducedNetworks_haveTheShapesTheirSizeSays() {
    Network network = new CifarResNet("tiny", new ResNetSize(1, 2, 8), RELU, 3);
    assertEquals("[N, 3, 8, 8]", network.inputShape().toString());
    NetworkSummary summary = NetworkSummary.of(network);
    assertEquals(
        "[N, 8, 2, 2]",
        summary.layers().stream()
            .filter(layer -> layer.name().equals("stage3.block0.activation2"))
            .findFirst()
            .orElseThrow()
            .outputShape()
            .toString());
  }

  @Test
  void entries_tellWhatTheyAre() {
    ZooEntry entry = Zoo.entry("resnet-56");
    assertEquals("classification", entry.task());
    assertEquals(10, entry.defaultClasses());
    assertEquals("[N, 3, 32, 32]", entry.inputShape().toString());
  }

  @Test
  void unknownName_isAnsweredWithTheNearest() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Zoo.create("resnet20", RELU, 10));
    assertTrue(error.getMessage().startsWith("No model named 'resnet20'. Known: resnet-8, "));
    assertTrue(error.getMessage().contains("of any size: resnet-50|101|152, "));
    assertTrue(error.getMessage().endsWith(". Did you mean 'resnet-20'?"), error::getMessage);
  }

  @Test
  void oneClass_isRefused() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Zoo.create("resnet-20", RELU, 1));
    assertEquals("Model 'resnet-20' needs at least 2 classes, given 1.", error.getMessage());
  }

  /** Sizes are input like any other: none may take minutes to be refused. */
  @ParameterizedTest
  @CsvSource({
    "densenet-99997-9999, its width is 1 to 400",
    "densenet-403-12, its depth is at most 400",
    "densenet-40-401, its width is 1 to 400",
    "densenet-bc-99994-12, its depth is at most 400",
    "resnet-99998, its depth is at most",
    "resnet-2006, its depth is at most",
    "wrn-99994-1, its depth is at most",
    "wrn-28-9999, its width is 1 to 100",
    "wrn-28-0, its width is 1 to 100",
    "wrn-99994-9999:dropout=0.3, its depth is at most"
  })
  void sizesBeyondAllThatWasPublished_areRefusedAtOnce(String name, String says) {
    IllegalArgumentException error =
        assertTimeoutPreemptively(
            Duration.ofSeconds(2),
            () -> assertThrows(IllegalArgumentException.class, () -> Zoo.entry(name)));
    assertTrue(error.getMessage().contains(says), error::getMessage);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_001, Integer.MAX_VALUE})
  void tooManyClasses_areRefused(int classes) {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> Zoo.create("resnet-20", Activations.parse("relu"), classes))
            .getMessage();
    assertTrue(refusal.contains("at most 1,000,000 classes"), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-1202", "resnet-1001", "wrn-40-10", "densenet-190-40"})
  void largestPublishedSizes_areThere(String name) {
    assertEquals(name, Zoo.entry(name).name());
  }

  static List<String> names() {
    return Zoo.names();
  }

  private static Graph inference(Network network) {
    return write(network, new Parameters(1), LayerContext.Mode.INFERENCE);
  }

  private static Graph write(Network network, Parameters parameters, LayerContext.Mode mode) {
    GraphBuilder graph = new GraphBuilder("test");
    TensorType images = new TensorType(DType.FLOAT32, network.inputShape());
    LayerContext layers = new LayerContext(graph, parameters, mode);
    graph.output("logits", network.forward(layers, graph.input("x", images)));
    return graph.build();
  }
}
