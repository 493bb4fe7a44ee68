package org.ash.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActivationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ash                          | ash",
        "ASH                          | ash",
        "ash:z=1.0,alpha=2            | ash:z=1,alpha=2",
        "ash:alpha=2,z=1.0            | ash:z=1,alpha=2",
        "ash: z = -0.5 , alpha = 0.25 | ash:z=-0.5,alpha=0.25",
        "ash:z=0                      | ash",
        "ash:z=-0.0                   | ash",
        "ash:top=10%                  | ash:top=10%",
        "ash:top=2.5                  | ash:top=2.5%",
        "ash:top=10%,alpha=2,eps=1e-3 | ash:top=10%,alpha=2,eps=0.001",
        "ash:eps=1e-7                 | ash:eps=1e-7",
        "ash:Z=3                      | ash:z=3",
        "relu                         | relu",
        "ReLU                         | relu",
        "leaky_relu                   | leaky_relu",
        "leaky-relu                   | leaky_relu",
        "LeakyReLU                    | leaky_relu",
        "leaky_relu:slope=0.01        | leaky_relu",
        "leaky_relu:slope=0.2         | leaky_relu:slope=0.2",
        "prelu                        | prelu",
        "PReLU:start=0.1              | prelu:start=0.1",
        "softplus                     | softplus",
        "elu                          | elu",
        "elu:alpha=0.5                | elu:alpha=0.5",
        "selu                         | selu",
        "GELU                         | gelu",
        "swish                        | swish",
        "swish:beta=1.5               | swish:beta=1.5",
        "f-ash                        | f-ash",
        "F-ASH:k=10%                  | f-ash:k=10",
        "f-ash:k=90,alpha=2           | f-ash:k=90,alpha=2",
        "l-ash                        | l-ash",
        "l-ash:slope=0.1,z=1          | l-ash:slope=0.1,z=1",
        "hard_ash:top=10%             | hard-ash:top=10%",
        "hard-ash-eq7:z=1             | hard-ash-eq7:z=1",
        "topk                         | topk",
        "TopK:k=50                    | topk",
        "top-k:k=2.5%                 | topk:k=2.5",
      })
  void parse_thenSpec_isTheShortestFormAndParsesToAnEqualActivation(String text, String shortest) {
    Activation activation = Activations.parse(text);
    assertEquals(shortest, activation.spec());
    assertEquals(activation, Activations.parse(activation.spec()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ash:top=2.5%            | Ash[alpha=1.0, z=1.9599639845400538,"
            + " topPercent=OptionalDouble[2.5], eps=1.0E-5]",
        "leaky_relu              | LeakyRelu[slope=0.01]",
        "prelu                   | PRelu[start=0.25]",
        "elu                     | Elu[alpha=1.0]",
        "swish                   | Swish[beta=1.0]",
      })
  void parse_setsWhatIsAskedForAndTheDefaultsOfTheDesign(String text, String expected) {
    assertEquals(expected, Activations.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rulu             | No activation named 'rulu'. Known: ash, relu, leaky_relu, prelu,"
            + " softplus, elu, selu, gelu, swish, f-ash, l-ash, hard-ash, hard-ash-eq7, topk."
            + " Did you mean 'relu'?",
        "ash:alhpa=1      | Activation 'ash' has no setting 'alhpa'; it has z, top, alpha, eps."
            + " Did you mean 'alpha'?",
        "relu:slope=1     | Activation 'relu' has no setting 'slope'; it has none.",
        "ash:z            | Activation 'ash' needs a value for 'z', as in z=1.",
        "ash:z=           | Activation 'ash' needs a value for 'z', as in z=1.",
        "ash:z=one        | Activation 'ash' takes a number for 'z', given 'one'.",
        "ash:z=NaN        | Activation 'ash' takes a finite number for 'z', given NaN.",
        "ash:z=1,z=2      | Activation 'ash' is given 'z' twice.",
        "ash:z=1,top=10%  | Activation 'ash' takes z or top, not both.",
        "ash:top=0%       | Activation 'ash' takes top above 0 % and below 100 %, given '0%'.",
        "ash:top=100      | Activation 'ash' takes top above 0 % and below 100 %, given '100'.",
        "topk:k=100       | Activation 'topk' takes k above 0 % and below 100 %, given '100'.",
        "topk:z=1         | Activation 'topk' has no setting 'z'; it has k. Did you mean 'k'?",
        "ash:eps=0        | ASH needs a finite eps above 0, given 0.0.",
      })
  void parse_ofWhatIsWrong_saysWhatIsWrong(String text, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Activations.parse(text));
    assertEquals(message, error.getMessage());
  }

  @Test
  void names_areThoseOfThePaperAndTheVariantsOfAsh8AndParse() {
    assertEquals(
        List.of(
            "ash",
            "relu",
            "leaky_relu",
            "prelu",
            "softplus",
            "elu",
            "selu",
            "gelu",
            "swish",
            "f-ash",
            "l-ash",
            "hard-ash",
            "hard-ash-eq7",
            "topk"),
        Activations.names());
    Activations.names().forEach(name -> assertEquals(name, Activations.parse(name).spec()));
  }

  @Test
  void everySetting_atItsDefault_changesNothing() {
    for (ActivationEntry entry : Activations.entries()) {
      for (ActivationEntry.Setting setting : entry.settings()) {
        String spec = entry.name() + ":" + setting.name() + "=" + setting.defaultValue();
        Object plain = Activations.parse(entry.name());
        if (setting.name().equals("top")) {
          continue; // The same z, but it remembers its share.
        }
        assertEquals(plain, Activations.parse(spec));
      }
    }
  }
}
