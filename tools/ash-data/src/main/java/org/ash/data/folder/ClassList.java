package org.ash.data.folder;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ash.data.DataException;

/**
 * The classes of {@code wnids.txt} in order: on each line the name of a folder, with spaces where
 * it has some, with a number before it or not, and a name for people behind it or not.
 */
final class ClassList {
  private ClassList() {}

  /**
   * Reads the list.
   *
   * @param folders names of the folders that there are; classes without one may be listed
   * @return the name for people, or an empty text, by the folder's name
   * @throws DataException naming the line that is no new class, or that can be read in two ways
   */
  static Map<String, String> read(Path list, Collection<String> folders) {
    Map<String, String> classes = new LinkedHashMap<>();
    Set<String> known = Set.copyOf(folders);
    for (TextLines.Line line : TextLines.read(list).lines()) {
      String[] parts = parts(list, line, known);
      if (classes.put(parts[0], parts[1]) != null) {
        throw DataException.of(
            "%s, line %d: '%s' is listed a second time; each class stands there once.",
            list, line.number(), parts[0]);
      }
    }
    return classes;
  }

  /** Folder and name for people. */
  private static String[] parts(Path list, TextLines.Line line, Set<String> known) {
    String text = line.text();
    String numberless = text.replaceFirst("^\\d+\\s+", "");
    Set<String> readings = new TreeSet<>();
    longest(text, known, readings);
    if (!numberless.equals(text)) {
      longest(numberless, known, readings);
    }
    if (readings.size() > 1) {
      throw DataException.of(
          "%s, line %d: '%s' may mean %s; write the name of the folder alone, or behind it a tab.",
          list, line.number(), text, String.join(" or ", readings));
    }
    if (readings.isEmpty()) {
      // A class without images.
      String[] words = numberless.split("\t|\\s+", 2);
      return new String[] {words[0], words.length > 1 ? words[1].strip() : ""};
    }
    String folder = readings.iterator().next();
    String rest = text.startsWith(folder) ? text : numberless;
    return new String[] {folder, rest.substring(folder.length()).strip()};
  }

  /** Adds the longest beginning of a text, up to the end of a word, that is a folder's name. */
  private static void longest(String text, Set<String> known, Set<String> readings) {
    for (int end = text.length(); end > 0; end--) {
      boolean wordEnds = end == text.length() || Character.isWhitespace(text.charAt(end));
      String beginning = text.substring(0, end).strip();
      if (wordEnds && known.contains(beginning)) {
        readings.add(beginning);
        return;
      }
    }
  }
}
