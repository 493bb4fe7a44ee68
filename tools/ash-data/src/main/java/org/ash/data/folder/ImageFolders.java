package org.ash.data.folder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ash.data.DataException;
import org.ash.data.image.ImageFormats;
import org.ash.text.NearestNames;

/**
 * The layout of ImageNet:
 *
 * <pre>
 * train/n01440764/*.JPEG     a folder for each class; its classes are numbered by their names
 * val/n01440764/*.JPEG       the same, or all files in val and a list of them:
 * val.txt                    ILSVRC2012_val_00000001.JPEG 65, a file and its class a line; the class
 *                            by number or by the name of its folder
 * wnids.txt                  when it is there, the classes in order: n01440764 tench, a line each;
 *                            not all of them need images
 * </pre>
 *
 * @param train files to learn from
 * @param test files to judge by
 * @param classNames names of the classes by label
 */
public record ImageFolders(ImageFiles train, ImageFiles test, List<String> classNames) {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "val";
  private static final String VALIDATION_LIST = "val.txt";
  private static final String CLASSES = "wnids.txt";
  private static final Pattern CLASS_LINE = Pattern.compile("(?:\\d+\\s+)?(\\S+)(?:\\s+(.*))?");

  /** Copies the list. */
  public ImageFolders {
    classNames = List.copyOf(classNames);
  }

  /**
   * Looks which files there are; reads none of them.
   *
   * @param root the folder with {@code train}
   * @param validation where the images to judge by are, a folder or a list, when not as above
   * @throws DataException when there are none, naming the folder; so does a class without images
   */
  public static ImageFolders find(Path root, Optional<Path> validation) {
    if (!Files.isDirectory(root.resolve(TRAIN))) {
      throw DataException.of(
          "%s has no folder %s with a folder of images for each class; give the folder around it.",
          root, TRAIN);
    }
    Map<String, String> classes = classes(root);
    ImageFiles train = folders(root.resolve(TRAIN), classes, source(root));
    ImageFiles test = validation(root, validation, classes);
    List<String> names = new ArrayList<>();
    classes.forEach((id, name) -> names.add(name.isEmpty() ? id : id + " " + name));
    return new ImageFolders(train, test, names);
  }

  /** What says which classes there are. */
  private static Path source(Path root) {
    Path list = root.resolve(CLASSES);
    return Files.exists(list) ? list : root.resolve(TRAIN);
  }

  /** Folder names of the classes in the order of their labels, each with a name for people. */
  private static Map<String, String> classes(Path root) {
    Path list = root.resolve(CLASSES);
    Map<String, String> classes = new LinkedHashMap<>();
    if (!Files.exists(list)) {
      for (Path folder : entries(root.resolve(TRAIN))) {
        if (Files.isDirectory(folder)) {
          classes.put(name(folder), "");
        }
      }
      if (classes.size() < 2) {
        throw DataException.of(
            "%s has %d folders; each class needs one, and there are at least two classes.",
            root.resolve(TRAIN), classes.size());
      }
      return classes;
    }
    for (String line : lines(list)) {
      Matcher matcher = CLASS_LINE.matcher(line);
      if (!matcher.matches()
          || classes.put(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("").strip())
              != null) {
        throw DataException.of("%s: '%s' is not a new class.", list, line);
      }
    }
    return classes;
  }

  /** All images of a folder with folders of classes, which a source lists. */
  private static ImageFiles folders(Path place, Map<String, String> classes, Path source) {
    List<String> order = new ArrayList<>(classes.keySet());
    Map<String, Integer> labels = new LinkedHashMap<>();
    order.forEach(id -> labels.put(id, labels.size()));
    ImageFiles.Builder files = new ImageFiles.Builder(order.size());
    for (Path folder : entries(place)) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      Integer label = labels.get(name(folder));
      if (label == null) {
        throw DataException.of(
            "%s is no class: %s does not have it.%s",
            folder, source, NearestNames.question(name(folder), order));
      }
      List<Path> images = entries(folder).stream().filter(ImageFolders::isImage).toList();
      if (images.isEmpty()) {
        throw DataException.of(
            "%s has no images; remove the folder, or put the class's image files there.", folder);
      }
      images.forEach(image -> files.add(image, label));
    }
    return required(files.build(), place);
  }

  private static ImageFiles validation(
      Path root, Optional<Path> chosen, Map<String, String> classes) {
    Path place = chosen.orElse(root.resolve(VALIDATION));
    if (Files.isRegularFile(place)) {
      return listed(place, List.of(parent(place), root, root.resolve(VALIDATION)), classes);
    }
    for (Path list : List.of(root.resolve(VALIDATION_LIST), place.resolve(VALIDATION_LIST))) {
      if (Files.isRegularFile(list)) {
        return listed(list, List.of(place, root), classes);
      }
    }
    if (!Files.isDirectory(place)) {
      throw DataException.of(
          "%s has no images to judge by: neither %s nor %s is there; name a folder or a list with"
              + " imagenet:PATH,val=PLACE.",
          root, place, root.resolve(VALIDATION_LIST));
    }
    return folders(place, classes, source(root));
  }

  /** The files of a list, which are looked for in these folders. */
  private static ImageFiles listed(Path list, List<Path> places, Map<String, String> classes) {
    List<String> order = new ArrayList<>(classes.keySet());
    ImageFiles.Builder files = new ImageFiles.Builder(order.size());
    List<String> lines = lines(list);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split("\\s+", -1);
      int label = words.length == 2 ? label(words[1], order) : -1;
      if (label < 0) {
        throw DataException.of(
            "%s: '%s' is not a file and its class, a number from 0 to %d or the name of a folder.",
            list, lines.get(i), order.size() - 1);
      }
      Path file =
          places.stream()
              .map(place -> place.resolve(words[0]))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(
                  () ->
                      DataException.of(
                          "%s names %s, which is not in %s.", list, words[0], places.get(0)));
      files.add(file, label);
    }
    return required(files.build(), list);
  }

  private static int label(String word, List<String> order) {
    if (word.matches("\\d{1,9}")) {
      int number = Integer.parseInt(word);
      return number < order.size() ? number : -1;
    }
    return order.indexOf(word);
  }

  private static ImageFiles required(ImageFiles files, Path place) {
    if (files.size() == 0) {
      throw DataException.of("%s has no images.", place);
    }
    return files;
  }

  private static boolean isImage(Path file) {
    return ImageFormats.isImageName(file) && !name(file).startsWith(".");
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be listed: %s.", folder, DataException.reason(e));
    }
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      for (String line : lines) {
        if (line.indexOf('\0') >= 0) {
          throw DataException.of("%s is no list: it has bytes of 0; save it as text.", file);
        }
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw DataException.causedBy(e, "%s is not UTF-8; save it as that.", file);
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
