package org.ash.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines, between words where there are any. */
final class Wrapping {
  private Wrapping() {}

  /** The text in lines that are no longer than the width, at least one. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
