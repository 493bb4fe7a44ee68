package org.ash.conformance.mutant;

import java.util.Optional;
import org.ash.conformance.agreement.Tolerances;
import org.ash.ir.Op;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/**
 * Tells wrong from rounded without asking the suite's tolerances: an element is wrong that is off
 * by more than a few hundred units of its type, measured by the largest element of its tensor.
 */
final class Difference {
  private static final double FLOAT32_ERROR = 1e-5;
  private static final double FLOAT64_ERROR = 1e-10;

  private Difference() {}

  /** The first element that is wrong, empty when none is. */
  static Optional<String> between(Op op, String name, Tensor wrong, Tensor right) {
    double scale = 0;
    for (int i = 0; i < right.size(); i++) {
      double magnitude = Math.abs(right.get(i));
      scale = Double.isFinite(magnitude) ? Math.max(scale, magnitude) : scale;
    }
    double allowed =
        switch (right.dtype()) {
          case FLOAT32 ->
              FLOAT32_ERROR * scale + (Tolerances.isMovement(op) ? 0 : Float.MIN_NORMAL);
          case FLOAT64 ->
              FLOAT64_ERROR * scale + (Tolerances.isMovement(op) ? 0 : Double.MIN_NORMAL);
          default -> 0;
        };
    for (int i = 0; i < right.size(); i++) {
      if (differs(wrong, right, i, allowed, Tolerances.isMovement(op))) {
        return Optional.of(
            name + "[" + i + "] is " + wrong.get(i) + ", the reference gives " + right.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean differs(
      Tensor wrong, Tensor right, int i, double allowed, boolean movement) {
    if (right.dtype() == DType.INT64) {
      return wrong.getLong(i) != right.getLong(i);
    }
    double a = wrong.get(i);
    double b = right.get(i);
    if (movement && a == 0 && b == 0) {
      return Double.doubleToRawLongBits(a) != Double.doubleToRawLongBits(b);
    }
    return Double.compare(a, b) != 0
        && a != b
        && !(Double.isFinite(a) && Double.isFinite(b) && Math.abs(a - b) <= allowed);
  }
}
