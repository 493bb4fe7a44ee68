package org.ash.conformance.rule;

import java.util.List;
import org.ash.conformance.agreement.ComparedElement;

/**
 * A case in which a rule was broken.
 *
 * @param caseLabel the case, so that it alone can be run again
 * @param subject the operator and the types of its operands; empty where a case has no operator
 * @param message what was wrong, in one line; values also in hexadecimal
 * @param elements every element that disagrees, the worst first; empty where the failure is another
 */
public record Finding(
    String caseLabel, String subject, String message, List<ComparedElement> elements) {

  /** Copies the list. */
  public Finding {
    elements = List.copyOf(elements);
  }

  /** Of a case without operator and elements. */
  public Finding(String caseLabel, String message) {
    this(caseLabel, "", message, List.of());
  }

  /** The case and its subject. */
  public String where() {
    return subject.isEmpty() ? caseLabel : caseLabel + ": " + subject;
  }

  /** Where, and what was wrong. */
  @Override
  public String toString() {
    return where() + ": " + message;
  }
}
