package org.ash.onnx.verify;

import java.util.Locale;

/**
 * How the classes chosen by the largest of an output's columns agree.
 *
 * @param output name
 * @param samples number of rows
 * @param differing rows for which another class is chosen
 * @param undecided those of them whose two best expected values are closer than twice the
 *     tolerance, so that rounding may decide
 */
public record ClassAgreement(String output, int samples, int differing, int undecided) {

  /** Whether every difference is a tie within the tolerance. */
  public boolean agrees() {
    return differing == undecided;
  }

  /** As in {@code logits: 128 of 128 samples in the same class}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d samples in the same class%s",
        output,
        samples - differing,
        samples,
        undecided == 0 ? "" : ", " + undecided + " undecided");
  }
}
