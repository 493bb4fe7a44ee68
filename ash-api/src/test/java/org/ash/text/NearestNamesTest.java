package org.ash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNamesTest {
  private static final List<String> BACKENDS =
      List.of("tensorflow", "onnxruntime", "reference", "dl4j");

  @ParameterizedTest
  @CsvSource({
    "'', abc, 3",
    "abc, '', 3",
    "abc, abc, 0",
    "kitten, sitting, 3",
    "relu, rleu, 1",
    "ca, abc, 3",
  })
  void distance_countsEditsAndSwapsOfNeighbours(String a, String b, int expected) {
    assertEquals(expected, NearestNames.distance(a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "tensorflo, tensorflow",
    "TensorFlow, tensorflow",
    "tnesorflow, tensorflow",
    "tens, tensorflow",
    "dlj4, dl4j",
  })
  void nearest_isTheOneThatWasMeant(String given, String expected) {
    assertEquals(List.of(expected), NearestNames.of(given, BACKENDS));
  }

  @Test
  void nearest_leavesOutWhatIsFarther() {
    assertEquals(
        List.of("relu"), NearestNames.of("rellu", List.of("prelu", "relu", "gelu", "softplus")));
  }

  @Test
  void beginning_isNearToAllThatBeginSo() {
    List<String> models = List.of("resnet-8", "resnet-20", "vgg-16");
    assertEquals(List.of("resnet-20", "resnet-8"), NearestNames.of("res", models));
  }

  @Test
  void nothingGiven_isNearToNothing() {
    assertEquals(List.of(), NearestNames.of("", BACKENDS));
  }

  @Test
  void question_whenNothingIsNear_isEmpty() {
    assertEquals("", NearestNames.question("torch", BACKENDS));
  }

  @Test
  void question_namesAllThatAreEquallyNear() {
    assertEquals(
        " Did you mean 'gelu' or 'selu'?",
        NearestNames.question("yelu", List.of("selu", "prelu", "gelu")));
  }
}
