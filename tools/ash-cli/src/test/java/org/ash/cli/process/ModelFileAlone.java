package org.ash.cli.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ash.onnx.guard.GuardLimits;
import org.ash.onnx.guard.GuardedNatives;
import org.ash.onnx.guard.ModelNatives;
import org.ash.onnx.guard.TrustedNatives;
import org.ash.tensor.Tensor;

/** Runs a model file in another process and in this one, as {@code verify} does. */
final class ModelFileAlone {
  private ModelFileAlone() {}

  /**
   * Prints what the model gives in each.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Tensor input = Tensor.ofFloats(new float[] {-1, 2, -3, 4}, 1, 4);
    for (ModelNatives natives :
        List.of(GuardedNatives.start(GuardLimits.usual()), new TrustedNatives())) {
      try (natives) {
        natives.check(file).error().ifPresent(System.out::println);
        natives.load(file);
        System.out.println(Arrays.toString(natives.run(Map.of("x", input)).get("y").toDoubles()));
      }
    }
  }
}
