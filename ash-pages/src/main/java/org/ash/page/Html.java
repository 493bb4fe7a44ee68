package org.ash.page;

import java.util.Locale;

/** Pieces of a page. */
public final class Html {
  private Html() {}

  /** Text as HTML shows it, in an element or a quoted attribute. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  /** What XML and HTML both allow; texts of engines and names of files hold anything. */
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0x7f)
        || (c > 0x9f && !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff);
  }

  /** An element with text in it. */
  public static String element(String tag, String text) {
    return "<" + tag + ">" + escape(text) + "</" + tag + ">";
  }

  /** A paragraph. */
  public static String paragraph(String text) {
    return element("p", text) + "\n";
  }

  /** Text as it is typed. */
  public static String code(String text) {
    return element("code", text);
  }

  /** A number with digits behind the point; infinity as its sign, NaN as such. */
  public static String number(double value, int digits) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "\u221e" : "-\u221e";
    }
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    // What is rounded to 0 has no sign.
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** A share of 0..1 as {@code 83.1 %}. */
  public static String percent(double share) {
    return number(100 * share, 1) + " %";
  }

  /** A count with thousands separators. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With the noun's plural where it is one: {@code 1 rule}, {@code 2 rules}. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
