package org.ash.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActivationWritingTest {
  private final GraphBuilder graph = new GraphBuilder("test");
  private final List<String> asked = new ArrayList<>();

  private final ParameterSource parameters =
      (name, shape, initial, trained) -> {
        asked.add(name + shape + "=" + initial + (trained ? "" : " fixed"));
        return graph.read(new Variable(name, DType.FLOAT32, shape, Variable.Role.ACTIVATION));
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ash                  | Ash[eps=1.0E-5]            | here.alpha[]=1.0, here.z[]=0.0",
        "ash:z=1,eps=1e-3     | Ash[eps=0.001]             | here.alpha[]=1.0, here.z[]=1.0",
        "relu                 | Relu[]                     | ''",
        "leaky_relu:slope=0.2 | LeakyRelu[slope=0.2]       | ''",
        "prelu                | PRelu[]                    | here.slope[5]=0.25",
        "softplus             | Softplus[]                 | ''",
        "elu                  | Elu[alpha=1.0]             | ''",
        "selu                 | Selu[]                     | ''",
        "gelu                 | Gelu[]                     | ''",
        "swish:beta=2         | Swish[beta=2.0]            | ''",
      })
  void write_isOneOperatorUnderThePlacesNameWithItsTrainedParameters(
      String spec, String operator, String expected) {
    Value x = graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 5, 3, 4)));
    Value y = Activations.parse(spec).write(graph, parameters, "here", x);
    assertEquals(x.type(), y.type());
    assertEquals(1, graph.nodes().size());
    assertEquals("here", graph.nodes().get(0).name());
    assertEquals(operator, graph.nodes().get(0).op().toString());
    assertEquals(expected, String.join(", ", asked));
  }
}
