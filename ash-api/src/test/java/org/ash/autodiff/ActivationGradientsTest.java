package org.ash.autodiff;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.ash.activation.Activations;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients of activations that are written with several operators. */
final class ActivationGradientsTest {
  private static final long SEED = 20_404;

  @ParameterizedTest
  @CsvSource({
    "f-ash:k=10, 2",
    "l-ash:slope=0.2, 2",
    "hard-ash, 2",
    "hard-ash-eq7, 1",
    "topk:k=30, 0",
  })
  void gradients_matchCentralDifferences(String spec, int parametersOfIt) {
    Tensor x = tensor(Shape.of(3, 2, 2, 3), new Philox(SEED, 1).normals(36));
    Tensor alpha = tensor(Shape.scalar(), 0.8);
    Tensor z = tensor(Shape.scalar(), 0.3);
    List<Tensor> last = List.of(alpha, z).subList(2 - parametersOfIt, 2);
    Tensor[] inputs = Stream.concat(Stream.of(x), last.stream()).toArray(Tensor[]::new);
    GradientCheck.firstOrder(
        SEED,
        (graph, values) -> {
          Queue<Value> parameters = new ArrayDeque<>(values.subList(1, values.size()));
          return List.of(
              Activations.parse(spec)
                  .write(
                      graph,
                      (name, shape, initial, trained) -> parameters.remove(),
                      "here",
                      values.get(0)));
        },
        inputs);
  }

  private static Tensor tensor(Shape shape, double... values) {
    return Tensor.of(DType.FLOAT64, shape, values);
  }
}
