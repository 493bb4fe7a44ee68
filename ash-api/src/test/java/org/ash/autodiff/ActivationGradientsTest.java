package org.ash.autodiff;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
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
    "f-ash:k=10, true",
    "l-ash:slope=0.2, true",
    "hard-ash, true",
    "hard-ash-eq7, false",
  })
  void gradients_matchCentralDifferences(String spec, boolean hasAlpha) {
    Tensor x = tensor(Shape.of(3, 2, 2, 3), new Philox(SEED, 1).normals(36));
    Tensor alpha = tensor(Shape.scalar(), 0.8);
    Tensor z = tensor(Shape.scalar(), 0.3);
    Tensor[] inputs = hasAlpha ? new Tensor[] {x, alpha, z} : new Tensor[] {x, z};
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
