package org.ash.conformance.deviation;

import java.util.List;
import java.util.Optional;
import org.ash.conformance.agreement.ComparedElement;
import org.ash.conformance.rule.Finding;
import org.ash.conformance.rule.Glob;

/**
 * How far a deviation goes; what goes farther is a failure.
 *
 * @param ulps most units in the last place that a finite element may be off; 0 for none
 * @param absolute largest absolute error of a finite element; 0 for none
 * @param exchanges special values that are taken for others
 * @param failure pattern of the message where no element is wrong but the run failed
 */
public record DeviationBound(
    double ulps, double absolute, List<Exchange> exchanges, Optional<Glob> failure) {

  /** Copies the list. */
  public DeviationBound {
    exchanges = List.copyOf(exchanges);
  }

  /**
   * One value given in place of another.
   *
   * @param exact what is true: a number, NaN, Infinity, -Infinity, or {@code finite}
   * @param actual what is given, likewise
   */
  public record Exchange(String exact, String actual) {
    /** Any number that is neither NaN nor infinite. */
    public static final String FINITE = "finite";

    private boolean covers(ComparedElement element) {
      return is(exact, element.exact()) && is(actual, element.actual());
    }

    private static boolean is(String pattern, double value) {
      return pattern.equals(FINITE)
          ? Double.isFinite(value)
          : Double.compare(Double.parseDouble(pattern), value) == 0;
    }
  }

  /** Whether a finding goes no farther. */
  public boolean covers(Finding finding) {
    if (finding.elements().isEmpty()) {
      return failure.map(pattern -> pattern.matches(finding.message())).orElse(false);
    }
    return finding.elements().stream().allMatch(this::covers);
  }

  private boolean covers(ComparedElement element) {
    boolean finite = Double.isFinite(element.actual()) && Double.isFinite(element.exact());
    boolean near =
        finite
            && (element.ulps() <= ulps || Math.abs(element.actual() - element.exact()) <= absolute);
    return near || exchanges.stream().anyMatch(exchange -> exchange.covers(element));
  }

  /** In words, for reports. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (ulps > 0) {
      text.append("up to ").append(ulps).append(" ulp; ");
    }
    if (absolute > 0) {
      text.append("up to ").append(absolute).append("; ");
    }
    exchanges.forEach(
        exchange ->
            text.append(exchange.actual()).append(" for ").append(exchange.exact()).append("; "));
    failure.ifPresent(pattern -> text.append("failing with '").append(pattern).append("'; "));
    return text.isEmpty() ? "nothing" : text.substring(0, text.length() - 2);
  }
}
