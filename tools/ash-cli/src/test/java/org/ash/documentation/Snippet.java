package org.ash.documentation;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown page.
 *
 * @param page path of the page, relative to the project's root
 * @param line number of its first line, from 1
 * @param language what follows the opening fence, as {@code java}
 * @param text the lines between the fences
 */
record Snippet(String page, int line, String language, String text) {
  private static final String FENCE = "```";

  /** The blocks of a page, in order. */
  static List<Snippet> of(String page, String markdown) {
    List<Snippet> snippets = new ArrayList<>();
    StringBuilder block = null;
    String language = "";
    int first = 0;
    int number = 0;
    for (String line : markdown.lines().toList()) {
      number++;
      if (!line.startsWith(FENCE)) {
        if (block != null) {
          block.append(line).append('\n');
        }
      } else if (block == null) {
        block = new StringBuilder();
        language = line.substring(FENCE.length()).trim();
        first = number + 1;
      } else {
        snippets.add(new Snippet(page, first, language, block.toString()));
        block = null;
      }
    }
    return snippets;
  }

  /** As in {@code README.md:40 (java)}. */
  @Override
  public String toString() {
    return page + ":" + line + " (" + language + ")";
  }
}
