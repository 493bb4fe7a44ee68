package org.ash.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ash.conformance.Verdict;
import org.ash.page.Html;

/**
 * Shows some of the rules: by verdict, by operator, by words. It is a small script within the page;
 * where no script runs its form stays hidden, and all else works.
 */
final class RuleFilter {
  private RuleFilter() {}

  static void appendForm(StringBuilder html, List<RuleRow> rows) {
    html.append("<form class=\"filter\" id=\"filter\" hidden=\"hidden\">\n<label>Show <select")
        .append(" name=\"verdict\"><option value=\"\">all verdicts</option>");
    for (Verdict verdict : RuleRow.BY_GRAVITY) {
      long count = rows.stream().filter(row -> has(row, verdict)).count();
      if (count > 0) {
        html.append("<option value=\"")
            .append(verdict)
            .append("\">")
            .append(verdict)
            .append(" (")
            .append(Html.count(count))
            .append(")</option>");
      }
    }
    html.append("</select></label>\n<label>of <select name=\"operator\">")
        .append("<option value=\"\">all operators</option>");
    rows.stream()
        .map(RuleRow::operator)
        .flatMap(Optional::stream)
        .distinct()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .forEach(name -> html.append(Html.element("option", name)));
    html.append("</select></label>\n<label>with <input type=\"search\" name=\"words\"")
        .append(" placeholder=\"id or words\"/></label>\n")
        .append("<output aria-live=\"polite\"></output></form>\n");
  }

  private static boolean has(RuleRow row, Verdict verdict) {
    return row.results().stream()
        .flatMap(Optional::stream)
        .anyMatch(result -> result.verdict() == verdict);
  }

  /** The script, to stand below the rules. */
  static void appendScript(StringBuilder html) {
    html.append("<script>\n").append(script()).append("</script>\n");
  }

  /** Without {@code <} and {@code &}, so that the page is well-formed XML, too. */
  private static String script() {
    try (InputStream stream = RuleFilter.class.getResourceAsStream("rule-filter.js")) {
      if (stream == null) {
        throw new IllegalStateException("The jar of conformance-tests lacks rule-filter.js.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
