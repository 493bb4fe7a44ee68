package org.ash.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.nn.Parameters;
import org.ash.tensor.DType;
import org.ash.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteActivationsTest {

  @ParameterizedTest
  @CsvSource({
    "stem.activation, ash",
    "stage2.block0.activation2, ash",
    "stage3.block1.activation1, relu",
    "stage2.block1.activation1, gelu",
  })
  void at_givesTheFirstThatMatches(String place, String expected) {
    SiteActivations sites =
        (SiteActivations) Activations.parse("ash;stage3.*=relu;stage?.block1.*=gelu");
    assertEquals(expected, sites.at(place).spec());
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "*, '', true",
    "?, '', false",
    "a*c, abcbc, true",
    "a*c, abcb, false",
    "a?c*, abc, true",
    "*.activation, stem.activation, true",
    "stage.block, stage1block, false",
    "**a**, bab, true",
    "ab, abc, false",
    "abc, ab, false"
  })
  void matches_asShellsDo(String pattern, String place, boolean expected) {
    assertEquals(expected, SiteActivations.Site.parse(pattern + "=relu").matches(place), pattern);
  }

  /** A matcher that tries all ways of sharing out the stars takes years. */
  @Test
  void patternOfManyStars_takesNoTime() {
    SiteActivations.Site site = SiteActivations.Site.parse("*a".repeat(5_000) + "b=relu");
    assertFalse(
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> site.matches("a".repeat(10_000))));
  }

  @ParameterizedTest
  @CsvSource({
    "ash ; stage3.* = ReLU, ash;stage3.*=relu",
    "'ash:z=1,alpha=2;head.*=leaky_relu:slope=0.1', 'ash:z=1,alpha=2;head.*=leaky_relu:slope=0.1'",
  })
  void spec_parsesToAnEqualActivation(String text, String shortest) {
    Activation activation = Activations.parse(text);
    assertEquals(shortest, activation.spec());
    assertEquals(activation, Activations.parse(activation.spec()));
  }

  @Test
  void network_hasEachPlacesOwn() {
    Network network = Networks.create("resnet-8", "ash;stage3.*=relu", 10);
    assertEquals("ash;stage3.*=relu", network.activation());
    GraphBuilder graph = new GraphBuilder("test");
    Value images = graph.input("x", new TensorType(DType.FLOAT32, network.inputShape()));
    network.forward(
        new LayerContext(graph, new Parameters(1), LayerContext.Mode.INFERENCE), images);
    assertEquals(
        "stem.activation Ash, stage1.block0.activation1 Ash, stage1.block0.activation2 Ash,"
            + " stage2.block0.activation1 Ash, stage2.block0.activation2 Ash,"
            + " stage3.block0.activation1 Relu, stage3.block0.activation2 Relu",
        graph.nodes().stream()
            .filter(node -> node.name().contains("activation"))
            .map(node -> node.name() + " " + node.op().name())
            .collect(Collectors.joining(", ")));
  }

  @Test
  void patternThatMatchesNothing_listsThePlaces() {
    Activation activation = Activations.parse("ash;stage4.*=relu");
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Zoo.create("resnet-8", activation, 10));
    assertEquals(
        "No place of the network matches 'stage4.*'. Its places are: stem.activation,"
            + " stage1.block0.activation1, stage1.block0.activation2, stage2.block0.activation1,"
            + " stage2.block0.activation2, stage3.block0.activation1, stage3.block0.activation2.",
        error.getMessage());
  }

  @Test
  void exceptionWithoutPattern_isRefused() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Activations.parse("ash;relu"));
    assertTrue(error.getMessage().contains("PATTERN=ACTIVATION"), error.getMessage());
  }

  @Test
  void of_withoutExceptions_isTheActivationItself() {
    Activation relu = Activations.parse("relu");
    assertEquals(relu, SiteActivations.of(relu, List.of()));
  }
}
