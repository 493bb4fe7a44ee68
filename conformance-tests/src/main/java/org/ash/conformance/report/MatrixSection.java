package org.ash.conformance.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.conformance.ConformanceReport;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.page.Html;

/**
 * Every rule beside every backend: folded by level, and in a level by operator where several rules
 * are about one. What fails is open, unless it is too much to be read in a row.
 */
final class MatrixSection {
  /** Broken rules beyond which all is folded: the list of what is wrong is to be read first. */
  private static final int MOST_OPEN = 20;

  private final List<ConformanceReport> reports;
  private final RuleList list;

  MatrixSection(List<ConformanceReport> reports) {
    this.reports = reports;
    this.list = new RuleList(reports);
  }

  /** What a link to a level has behind its {@code #}. */
  static String anchor(Level level) {
    return "level-" + level;
  }

  /** The levels that have rules in these reports, in their order. */
  static Map<Level, List<RuleRow>> byLevel(List<RuleRow> rows) {
    Map<Level, List<RuleRow>> byLevel = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      List<RuleRow> of = rows.stream().filter(row -> row.rule().level() == level).toList();
      if (!of.isEmpty()) {
        byLevel.put(level, of);
      }
    }
    return byLevel;
  }

  void append(StringBuilder html, List<RuleRow> rows) {
    html.append("<p class=\"small\">")
        .append(ErrorCharts.LEGEND)
        .append(reports.size() > 1 ? " A rule is counted by its gravest verdict." : "")
        .append("</p>\n<div id=\"rules\" style=\"")
        .append(RuleList.names(reports))
        .append("\">\n");
    long failed = rows.stream().filter(MatrixSection::isFailed).count();
    byLevel(rows).forEach((level, of) -> append(html, level, of, failed <= MOST_OPEN));
    html.append("</div>\n");
  }

  private void append(StringBuilder html, Level level, List<RuleRow> rows, boolean openFailures) {
    boolean open = openFailures && rows.stream().anyMatch(MatrixSection::isFailed);
    html.append("<details class=\"level\"")
        .append(open ? " open=\"open\"" : "")
        .append("><summary><h3>")
        .append(level)
        .append("</h3> <small>")
        .append(RuleRow.tally(rows))
        .append("</small></summary>\n<div id=\"")
        .append(anchor(level))
        .append("\">\n");
    List<RuleRow> single = new ArrayList<>();
    Map<String, List<RuleRow>> groups = groups(rows, single);
    List<RuleRow> others = single.stream().filter(row -> !RuleList.isPlain(row)).toList();
    List<RuleRow> plain = single.stream().filter(RuleList::isPlain).toList();
    html.append(list.ofOthers("Rules of level " + level, others));
    groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> gravity(group.getValue())))
        .forEach(group -> operator(html, group.getKey(), group.getValue(), open));
    if (plain.size() < rows.size() && !plain.isEmpty()) {
      html.append("<details class=\"fold\"><summary><b>")
          .append(groups.isEmpty() ? "others" : "single rules")
          .append("</b> <small>")
          .append(RuleRow.tally(plain))
          .append("</small></summary>\n")
          .append(list.ofPlain(plain))
          .append("</details>\n");
    } else {
      html.append(list.ofPlain(plain));
    }
    html.append("</div></details>\n");
  }

  /** The rules of operators that have several; the others are added to the list. */
  private static Map<String, List<RuleRow>> groups(List<RuleRow> rows, List<RuleRow> single) {
    Map<String, List<RuleRow>> groups = new LinkedHashMap<>();
    for (RuleRow row : rows) {
      row.operator()
          .ifPresent(name -> groups.computeIfAbsent(name, key -> new ArrayList<>()).add(row));
    }
    groups.values().removeIf(group -> group.size() == 1);
    rows.stream()
        .filter(row -> row.operator().filter(groups::containsKey).isEmpty())
        .forEach(single::add);
    return groups;
  }

  private void operator(StringBuilder html, String name, List<RuleRow> rows, boolean levelIsOpen) {
    boolean open = levelIsOpen && rows.stream().anyMatch(MatrixSection::isFailed);
    double worst = rows.stream().mapToDouble(RuleRow::worstUlps).max().orElse(0);
    html.append("<details class=\"fold\"")
        .append(open ? " open=\"open\"" : "")
        .append("><summary><b>")
        .append(Html.escape(name))
        .append("</b> <small>")
        .append(RuleRow.tally(rows))
        .append(worst > 0 ? ", at most " + ErrorCharts.ulps(worst) : "")
        .append("</small></summary>\n")
        .append(list.ofOperator(name, rows))
        .append("</details>\n");
  }

  private static boolean isFailed(RuleRow row) {
    return row.gravest() == Verdict.FAILED;
  }

  private static int gravity(List<RuleRow> rows) {
    return rows.stream()
        .mapToInt(row -> RuleRow.BY_GRAVITY.indexOf(row.gravest()))
        .min()
        .orElse(RuleRow.BY_GRAVITY.size());
  }
}
