package org.ash.conformance.report;

import java.util.List;
import org.ash.page.Html;

/** Texts of engines and cases, which can be thousands of characters, as long as a page wants. */
final class Shortened {
  private Shortened() {}

  /** A text of so many characters at most, with dots where it was cut. */
  static String text(String text, int mostCharacters) {
    if (text.length() <= mostCharacters) {
      return text;
    }
    // Half of a character beyond the basic plane is none.
    int end =
        Character.isHighSurrogate(text.charAt(mostCharacters - 1))
            ? mostCharacters - 1
            : mostCharacters;
    return text.substring(0, end) + " ...";
  }

  /** The first texts of many, each shortened, and how many more there are; as HTML. */
  static String list(List<String> texts, int most, int mostCharacters) {
    StringBuilder html = new StringBuilder();
    for (String text : texts.subList(0, Math.min(most, texts.size()))) {
      html.append(html.isEmpty() ? "" : "; ").append(Html.escape(text(text, mostCharacters)));
    }
    int more = texts.size() - most;
    return more > 0 ? html + "; and " + Html.count(more) + " more" : html.toString();
  }
}
