package org.ash.onnx.verify;

import java.util.Locale;

/**
 * How one output of the model agrees with what was expected.
 *
 * @param output name
 * @param elements number of elements compared
 * @param differing how many lie beyond the tolerance
 * @param maxError largest |actual - expected|
 * @param maxUlps largest error in units in the last place of the expected value, as float32
 * @param tolerance the largest error allowed
 */
public record OutputAgreement(
    String output,
    long elements,
    long differing,
    double maxError,
    double maxUlps,
    double tolerance) {

  /** Whether every element lies within the tolerance. */
  public boolean agrees() {
    return differing == 0;
  }

  /** As in {@code logits: 1,280 elements, largest error 2.4e-06 (tolerance 3.1e-04, 20 ulp)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d elements, largest error %.2g (tolerance %.2g; %.3g ulp)%s",
        output,
        elements,
        maxError,
        tolerance,
        maxUlps,
        differing == 0 ? "" : String.format(Locale.ROOT, ", %,d beyond the tolerance", differing));
  }
}
