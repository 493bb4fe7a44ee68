package org.ash.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.text.NearestNames;

/**
 * The layout of ImageNet:
 *
 * <pre>
 * train/n01440764/*.JPEG     a folder for each class; its classes are numbered by their names
 * val/n01440764/*.JPEG       the same, or all files in val and a list of them:
 * val.txt                    ILSVRC2012_val_00000001.JPEG 65, a file and its class a line; the class
 *                            by the name of its folder, or by number where no folder is named so
 * wnids.txt                  when it is there, the classes in order: n01440764 tench, a line each;
 *                            not all of them need images
 * </pre>
 *
 * @param train files to learn from
 * @param test files to judge by
 * @param classNames names of the classes by label
 * @param notes what a person should know: what was left out, and how what could be read in two ways
 *     was read
 */
public record ImageFolders(
    ImageFiles train, ImageFiles test, List<String> classNames, List<String> notes) {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "val";
  private static final String VALIDATION_LIST = "val.txt";
  private static final String CLASSES = "wnids.txt";

  /** What Java puts where it cannot decode a name. */
  private static final char UNDECODABLE = '\ufffd';

  /** Copies the lists. */
  public ImageFolders {
    classNames = List.copyOf(classNames);
    notes = List.copyOf(notes);
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
    List<String> notes = new ArrayList<>();
    Map<String, String> classes = classes(root);
    ImageFiles train = folders(root.resolve(TRAIN), classes, source(root), notes);
    ImageFiles test = validation(root, validation, classes, notes);
    List<String> names = new ArrayList<>();
    classes.forEach((id, name) -> names.add(name.isEmpty() ? id : id + " " + name));
    return new ImageFolders(train, test, names, notes);
  }

  /** What says which classes there are. */
  private static Path source(Path root) {
    Path list = root.resolve(CLASSES);
    return Files.exists(list) ? list : root.resolve(TRAIN);
  }

  /** Folder names of the classes in the order of their labels, each with a name for people. */
  private static Map<String, String> classes(Path root) {
    Path place = root.resolve(TRAIN);
    Map<String, String> found = new LinkedHashMap<>();
    for (Path folder : ClassFolder.folders(place, ClassFolder.counts())) {
      String name = name(folder);
      if (name.indexOf(UNDECODABLE) >= 0 || found.put(name, "") != null) {
        throw DataException.of(
            "%s: the names of its folders cannot be told apart, for Java reads them as %s here; set"
                + " LC_ALL=C.UTF-8 in the environment, as tools/ash does.",
            place, System.getProperty("sun.jnu.encoding", "ASCII"));
      }
    }
    requireDifferent(place, found.keySet());
    Path list = root.resolve(CLASSES);
    Map<String, String> classes = Files.exists(list) ? ClassList.read(list, found.keySet()) : found;
    if (classes.size() < 2) {
      throw DataException.of(
          "%s has %d folders; each class needs one, and there are at least two classes.",
          source(root), classes.size());
    }
    return classes;
  }

  /** Two names that look the same on the screen are one class to a person. */
  private static void requireDifferent(Path place, Collection<String> names) {
    Map<String, String> composed = new HashMap<>();
    for (String name : names) {
      String other = composed.put(Normalizer.normalize(name, Normalizer.Form.NFC), name);
      if (other != null) {
        throw DataException.of(
            "%s has two folders named %s, written with other code points; rename one of them.",
            place, name);
      }
    }
  }

  /** All images of a folder with folders of classes, which a source lists. */
  private static ImageFiles folders(
      Path place, Map<String, String> classes, Path source, List<String> notes) {
    List<String> order = new ArrayList<>(classes.keySet());
    Map<String, Integer> labels = new LinkedHashMap<>();
    order.forEach(id -> labels.put(id, labels.size()));
    ImageFiles.Builder files = new ImageFiles.Builder(order.size());
    Map<String, Integer> leftOut = ClassFolder.counts();
    for (Path folder : ClassFolder.folders(place, leftOut)) {
      Integer label = labels.get(name(folder));
      if (label == null) {
        throw DataException.of(
            "%s is no class: %s does not have it.%s",
            folder, source, NearestNames.question(name(folder), order));
      }
      List<Path> images = ClassFolder.images(folder, leftOut);
      if (images.isEmpty()) {
        throw DataException.of(
            "%s has no images; remove the folder, or put the class's image files there.", folder);
      }
      images.forEach(image -> files.add(image, label));
    }
    if (!leftOut.isEmpty()) {
      notes.add(ClassFolder.describe(place, leftOut));
    }
    return required(files.build(), place);
  }

  private static ImageFiles validation(
      Path root, Optional<Path> chosen, Map<String, String> classes, List<String> notes) {
    Path place = chosen.orElse(root.resolve(VALIDATION));
    if (Files.isRegularFile(place)) {
      return listed(place, List.of(parent(place), root, root.resolve(VALIDATION)), classes, notes);
    }
    for (Path list : List.of(root.resolve(VALIDATION_LIST), place.resolve(VALIDATION_LIST))) {
      if (Files.isRegularFile(list)) {
        return listed(list, List.of(place, root), classes, notes);
      }
    }
    if (!Files.isDirectory(place)) {
      throw DataException.of(
          "%s has no images to judge by: neither %s nor %s is there; name a folder or a list with"
              + " imagenet:PATH,val=PLACE.",
          root, place, root.resolve(VALIDATION_LIST));
    }
    return folders(place, classes, source(root), notes);
  }

  private static ImageFiles listed(
      Path list, List<Path> places, Map<String, String> classes, List<String> notes) {
    return required(ImageList.read(list, places, new ArrayList<>(classes.keySet()), notes), list);
  }

  private static ImageFiles required(ImageFiles files, Path place) {
    if (files.size() == 0) {
      throw DataException.of("%s has no images.", place);
    }
    return files;
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
