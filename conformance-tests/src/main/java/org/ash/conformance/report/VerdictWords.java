package org.ash.conformance.report;

import org.ash.conformance.Verdict;
import org.ash.page.Html;

/** Counts of rules by their verdict, as HTML; what is wrong has its colour. */
final class VerdictWords {
  private VerdictWords() {}

  static String rules(long count) {
    return Html.count(count, "rule");
  }

  /** As {@code 3 failed}. */
  static String counted(Verdict verdict, long count) {
    return coloured(verdict, count, Html.count(count) + " " + word(verdict, count));
  }

  /** As {@code 3 rules failed}. */
  static String countedRules(Verdict verdict, long count) {
    return coloured(verdict, count, rules(count) + " " + word(verdict, count));
  }

  private static String word(Verdict verdict, long count) {
    return verdict == Verdict.DEVIATES && count != 1 ? "deviate" : verdict.toString();
  }

  private static String coloured(Verdict verdict, long count, String text) {
    if (count == 0 || (verdict != Verdict.FAILED && verdict != Verdict.DEVIATES)) {
      return text;
    }
    return "<span class=\""
        + (verdict == Verdict.FAILED ? "flag" : "warn")
        + "\">"
        + text
        + "</span>";
  }
}
