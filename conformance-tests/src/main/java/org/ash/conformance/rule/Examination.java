package org.ash.conformance.rule;

import java.util.List;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.agreement.ErrorHistogram;

/** What came of one case. */
public sealed interface Examination {

  /**
   * The backend agrees with the oracle.
   *
   * @param histogram how closely
   */
  record Agrees(ErrorHistogram histogram) implements Examination {}

  /**
   * It does not, or it failed.
   *
   * @param histogram of the elements that could be compared
   * @param subject the operator and the types of its operands; empty where a case has no operator
   * @param message what was wrong, in one line
   * @param elements every element that disagrees, the worst first; empty where the failure is
   *     another
   */
  record Disagrees(
      ErrorHistogram histogram, String subject, String message, List<ComparedElement> elements)
      implements Examination {
    /** Copies the list. */
    public Disagrees {
      elements = List.copyOf(elements);
    }

    /** A failure that is no wrong element. */
    public Disagrees(ErrorHistogram histogram, String message) {
      this(histogram, "", message, List.of());
    }

    /** The same, about an operator. */
    Disagrees about(String operator) {
      return new Disagrees(histogram, operator, message, elements);
    }
  }

  /**
   * It does not claim to be able to.
   *
   * @param reason the operator and types it does not support
   */
  record Unsupported(String reason) implements Examination {}
}
