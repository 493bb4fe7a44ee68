package org.ash.conformance.agreement;

import java.util.Locale;
import org.ash.tensor.Shape;

/**
 * The worst element of an output that does not agree.
 *
 * @param output name of the output
 * @param index row-major position of the element
 * @param shape of the output
 * @param actual what the engine gave
 * @param exact what is true
 * @param allowed largest absolute error
 */
public record Disagreement(
    String output, int index, Shape shape, double actual, double exact, double allowed) {

  /** One line, values also in hexadecimal. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s[%d] of %s is %s (%a), exact %s (%a), error %.3g, allowed %.3g",
        output,
        index,
        shape,
        actual,
        actual,
        exact,
        exact,
        Math.abs(actual - exact),
        allowed);
  }
}
