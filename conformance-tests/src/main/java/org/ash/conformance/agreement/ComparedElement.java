package org.ash.conformance.agreement;

import java.util.List;
import java.util.Locale;
import org.ash.tensor.Shape;

/**
 * One element of an output beside the oracle's.
 *
 * @param output name of the output
 * @param index row-major position of the element
 * @param shape of the output
 * @param actual what the engine gave
 * @param exact what is true
 * @param allowed largest absolute error
 * @param ulps error in units in the last place of the true value; infinite where one of the two is
 *     not finite
 * @param operands the elements it was computed from, where the operator maps single elements
 */
public record ComparedElement(
    String output,
    int index,
    Shape shape,
    double actual,
    double exact,
    double allowed,
    double ulps,
    List<Double> operands) {

  /** Copies the list. */
  public ComparedElement {
    operands = List.copyOf(operands);
  }

  /** The same element, computed from these. */
  public ComparedElement withOperands(List<Double> elements) {
    return new ComparedElement(output, index, shape, actual, exact, allowed, ulps, elements);
  }

  /** Where it is and what it is, without a judgement; values also in hexadecimal. */
  public String place() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s[%d] of %s is %s (%a), exact %s (%a)",
            output,
            index,
            shape,
            actual,
            actual,
            exact,
            exact));
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? ", for " : ", ")
          .append(String.format(Locale.ROOT, "x%d = %s (%a)", i, operands.get(i), operands.get(i)));
    }
    return text.toString();
  }

  /** One line, values also in hexadecimal. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, error %.3g (%.3g ulp), allowed %.3g",
        place(),
        Math.abs(actual - exact),
        ulps,
        allowed);
  }
}
