package org.ash.data.folder;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ash.data.DataException;

/**
 * A list of image files with their classes, a file and its class a line, between them a tab, a
 * comma, a semicolon or space; names with spaces, quotes and backslashes are taken as they must be
 * meant: the file is there, and the class is the name of a folder or, where none is named so, a
 * number.
 */
final class ImageList {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)\"?(file|filename|file_name|image|image_id|path|name)\"?\\s*[,;\\t ]\\s*.*");

  private final Path list;
  private final List<Path> places;
  private final List<String> order;
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private ImageList(Path list, List<Path> places, List<String> order) {
    this.list = list;
    this.places = places;
    this.order = order;
    order.forEach(name -> labels.put(name, labels.size()));
  }

  /**
   * Reads a list.
   *
   * @param places folders that its files are looked for in
   * @param order names of the folders of classes, by label
   * @param notes what a reader should know is added here
   * @throws DataException naming the line that cannot be read, or can be in two ways
   */
  static ImageFiles read(Path list, List<Path> places, List<String> order, List<String> notes) {
    ImageList reader = new ImageList(list, places, order);
    ImageFiles files = reader.read();
    notes.addAll(reader.notes);
    return files;
  }

  /** What a line means. */
  private record Entry(Path file, int label) {}

  private ImageFiles read() {
    TextLines text = TextLines.read(list);
    notes.addAll(text.notes());
    Map<Path, Integer> seen = new LinkedHashMap<>();
    boolean differ = false;
    for (TextLines.Line line : text.lines()) {
      if (line.equals(text.lines().get(0)) && HEADER.matcher(line.text()).matches()) {
        if (readings(line.text()).isEmpty()) {
          continue;
        }
      }
      Entry entry = entry(line);
      Integer before = seen.putIfAbsent(entry.file(), entry.label());
      if (before != null && before != entry.label()) {
        throw DataException.of(
            "%s, line %d: %s is listed before as of class %s; remove one of the lines.",
            list, line.number(), entry.file().getFileName(), order.get(before));
      }
      differ |= numberMeansAnother(line.text(), entry.label());
    }
    if (differ) {
      notes.add(
          list
              + " gives classes by numbers that are names of folders, too: they were taken for the"
              + " names, not for positions.");
    }
    ImageFiles.Builder files = new ImageFiles.Builder(order.size());
    seen.forEach(files::add);
    return files.build();
  }

  private boolean numberMeansAnother(String line, int label) {
    String last = line.substring(lastSeparator(line) + 1).strip();
    return last.matches("\\d{1,9}")
        && labels.containsKey(last)
        && Integer.parseInt(last) < order.size()
        && Integer.parseInt(last) != label;
  }

  private Entry entry(TextLines.Line line) {
    String text = line.text();
    // What most lists are like: one look for a file.
    int usual = lastSeparator(text);
    Optional<Entry> read = usual < 0 ? Optional.empty() : at(text, usual);
    if (read.isPresent()) {
      return read.get();
    }
    List<Entry> readings = readings(text);
    if (readings.size() == 1) {
      return readings.get(0);
    }
    throw DataException.of(
        "%s, line %d: '%s' %s.",
        list,
        line.number(),
        text.replace('\0', '\u2400'),
        readings.isEmpty()
            ? problem(text)
            : "can be read in two ways; put a tab between file and" + " class");
  }

  private String problem(String text) {
    int usual = lastSeparator(text);
    String named = usual < 0 ? text : unquoted(text.substring(0, usual));
    return usual >= 0 && label(unquoted(text.substring(usual + 1))) >= 0
        ? "names %s, which is not in %s".formatted(named.replace('\0', '\u2400'), places.get(0))
        : "is not a file and its class, the name of a folder or a number from 0 to %d"
            .formatted(order.size() - 1);
  }

  /** All ways in which file and class can be told apart. */
  private List<Entry> readings(String text) {
    List<Entry> readings = new ArrayList<>();
    for (int i = 1; i < text.length() - 1; i++) {
      if (isSeparator(text.charAt(i))) {
        at(text, i).filter(entry -> !readings.contains(entry)).ifPresent(readings::add);
      }
    }
    return readings;
  }

  private Optional<Entry> at(String text, int separator) {
    int label = label(unquoted(text.substring(separator + 1)));
    return label < 0
        ? Optional.empty()
        : file(unquoted(text.substring(0, separator))).map(file -> new Entry(file, label));
  }

  /** The name of a folder wins over a number, for folders may be named 0 to 11. */
  private int label(String word) {
    Integer named = labels.get(word);
    if (named != null) {
      return named;
    }
    int number = word.matches("\\d{1,9}") ? Integer.parseInt(word) : -1;
    return number < order.size() ? number : -1;
  }

  private Optional<Path> file(String name) {
    return in(name).or(() -> name.contains("\\") ? in(name.replace('\\', '/')) : Optional.empty());
  }

  private Optional<Path> in(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return places.stream()
          .map(place -> place.resolve(name))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static int lastSeparator(String text) {
    for (int i = text.length() - 1; i > 0; i--) {
      if (isSeparator(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ';' || Character.isWhitespace(c);
  }

  /** As spreadsheets write it: quotes around it, and each of its own twice. */
  private static String unquoted(String text) {
    String plain = text.strip().replaceFirst("[,;]$", "").strip();
    boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
    return quoted ? plain.substring(1, plain.length() - 1).replace("\"\"", "\"") : plain;
  }
}
