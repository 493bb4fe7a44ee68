package org.ash.conformance.report;

import java.util.Locale;

/** Pieces of a page. */
final class Html {
  static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; color: #222; background: #fff;
             max-width: 1180px; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
      h3 { font-size: 1em; margin: 1.4em 0 .3em; }
      .cards { display: flex; flex-wrap: wrap; gap: 12px; }
      .card { border: 1px solid #ddd; border-left: 8px solid #2e7d32; padding: 8px 14px; }
      .card.bad { border-left-color: #b00020; } .card b { font-size: 1.1em; }
      .card.bad .verdict { color: #b00020; } .verdict { color: #2e7d32; font-weight: bold; }
      .wrong { border-left: 8px solid #b00020; padding: 2px 12px; margin: 10px 0; }
      .wrong.optional { border-left-color: #d9822b; }
      code { font: 12.5px/1.4 ui-monospace, monospace; background: #f4f4f4; padding: 1px 4px;
             overflow-wrap: anywhere; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      td, th { padding: 3px 10px; text-align: left; border-bottom: 1px solid #e4e4e4;
               vertical-align: top; }
      td.passed { background: #e5f3e6; } td.failed { background: #f7c6cc; }
      td.deviates { background: #fdf0cd; } td.skipped, td.untested { color: #777; }
      .small { font-size: .87em; color: #555; }
      """;

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With the noun's plural where it is one: {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Units in the last place, as short as they can be read. */
  static String ulps(double worst) {
    return String.format(Locale.ROOT, worst < 100 ? "%.2f ulp" : "%.3g ulp", worst);
  }
}
