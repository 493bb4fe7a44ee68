package org.ash.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ash.data.DataException;
import org.ash.data.image.ImageFormats;

/**
 * Which entries of folders belong to a data set: folders and image files that are not hidden and
 * not the system's own. Folders within a class's folder are walked, through links, too, each once.
 */
final class ClassFolder {
  /**
   * What systems and tools leave in folders, in small letters; names with a dot before are, too.
   */
  private static final Set<String> SYSTEM_NAMES =
      Set.of(
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "__macosx",
          "@eadir",
          "lost+found",
          "$recycle.bin",
          "system volume information",
          "icon\r");

  private static final String HIDDEN = "hidden or the system's own";
  private static final String WITHOUT_ENDING = "without an ending";

  private final List<Path> images = new ArrayList<>();
  private final Map<String, Integer> leftOut;
  private final Set<Path> walked = new HashSet<>();

  private ClassFolder(Map<String, Integer> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * All images of a class, in order.
   *
   * @param leftOut counts what is left out, by kind
   */
  static List<Path> images(Path folder, Map<String, Integer> leftOut) {
    ClassFolder found = new ClassFolder(leftOut);
    found.walk(folder);
    return List.copyOf(found.images);
  }

  /** The folders in a folder that may be classes, in order; files beside them are counted. */
  static List<Path> folders(Path place, Map<String, Integer> leftOut) {
    List<Path> folders = new ArrayList<>();
    for (Path entry : entries(place)) {
      if (isHidden(entry)) {
        count(leftOut, HIDDEN);
      } else if (Files.isDirectory(entry)) {
        folders.add(entry);
      } else {
        count(leftOut, "beside the folders of classes");
      }
    }
    return folders;
  }

  /** A map that {@link #describe} makes into a sentence. */
  static Map<String, Integer> counts() {
    return new TreeMap<>();
  }

  /** What was left out in a place, or an empty text when nothing was. */
  static String describe(Path place, Map<String, Integer> leftOut) {
    if (leftOut.isEmpty()) {
      return "";
    }
    int all = leftOut.values().stream().mapToInt(Integer::intValue).sum();
    List<String> kinds = new ArrayList<>();
    leftOut.forEach((kind, count) -> kinds.add(count + " " + kind));
    return "%s: %d %s left out: %s. Image files are %s."
        .formatted(
            place,
            all,
            all == 1 ? "entry was" : "entries were",
            String.join(", ", kinds),
            ImageFormats.NAMES);
  }

  private void walk(Path folder) {
    if (!walked.add(real(folder))) {
      return;
    }
    for (Path entry : entries(folder)) {
      if (isHidden(entry)) {
        count(leftOut, HIDDEN);
      } else if (Files.isDirectory(entry)) {
        walk(entry);
      } else if (ImageFormats.isImageName(entry)) {
        images.add(entry);
      } else {
        count(leftOut, ending(entry));
      }
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be listed: %s.", folder, DataException.reason(e));
    }
  }

  private static boolean isHidden(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return name.startsWith(".") || SYSTEM_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? WITHOUT_ENDING : name.substring(dot).toLowerCase(Locale.ROOT);
  }

  private static void count(Map<String, Integer> leftOut, String kind) {
    leftOut.merge(kind, 1, Integer::sum);
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be listed: %s.", folder, DataException.reason(e));
    }
  }
}
