package org.ash.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.ash.data.DataException;
import org.ash.data.image.ImageFormats;

/**
 * A folder with a set of image files in one tar archive (plain, gz or xz) whose entries are named
 * {@code train/00017_3.png} (split, index, label), and beside it {@code train_labels.bin} and
 * {@code test_labels.bin}, a byte for each image in order.
 */
final class LabelledImageArchive {
  static final String TRAIN = "train";
  static final String TEST = "test";

  private static final List<String> ENDINGS = List.of(".tar", ".tar.gz", ".tgz", ".tar.xz");
  private static final Pattern ENTRY =
      Pattern.compile("(?:.*/)?(train|test)/(\\d{1,9})_(\\d{1,3})\\.\\w+");

  private final Path archive;
  private final Map<String, byte[]> labels = new TreeMap<>();

  /** An image file of the archive, not decoded yet. */
  static final class Entry {
    final String name;
    final String split;
    final int index;
    final int label;
    final byte[] content;

    private Entry(String name, Matcher matched, byte[] content) {
      this.name = name;
      split = matched.group(1);
      index = Integer.parseInt(matched.group(2));
      label = Integer.parseInt(matched.group(3));
      this.content = content;
    }
  }

  /**
   * Finds the archive and reads the label files.
   *
   * @throws DataException when one of the three is missing or there are several archives
   */
  LabelledImageArchive(Path folder) {
    archive = findArchive(folder);
    for (String split : List.of(TRAIN, TEST)) {
      labels.put(split, readLabels(folder.resolve(split + "_labels.bin")));
    }
  }

  /** Number of images of a split, as the label file has it. */
  int images(String split) {
    return labels.get(split).length;
  }

  /**
   * Passes over all images, in the archive's order.
   *
   * @throws DataException when the archive is damaged, or a label is not that of the label file
   */
  void read(Consumer<Entry> consumer) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(decompressed(file))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        Matcher matched = ENTRY.matcher(entry.getName());
        if (entry.isFile() && matched.matches() && ImageFormats.isImageName(entry.getName())) {
          Entry image = new Entry(entry.getName(), matched, tar.readAllBytes());
          check(image);
          consumer.accept(image);
        }
        entry = tar.getNextEntry();
      }
    } catch (IOException e) {
      throw DataException.causedBy(
          e,
          "%s cannot be read (%s); it looks truncated or damaged.",
          archive,
          DataException.reason(e));
    }
  }

  private InputStream decompressed(InputStream file) throws IOException {
    String name = archive.getFileName().toString();
    if (name.endsWith(".xz")) {
      return new XZCompressorInputStream(file);
    }
    return name.endsWith("gz") ? new GZIPInputStream(file, 1 << 16) : file;
  }

  private void check(Entry image) {
    byte[] expected = labels.get(image.split);
    if (image.index >= expected.length) {
      throw DataException.of(
          "%s in %s: %s_labels.bin has labels for images 0 to %,d only.",
          image.name, archive, image.split, expected.length - 1);
    }
    int label = expected[image.index] & 0xff;
    if (label != image.label) {
      throw DataException.of(
          "%s in %s is named for label %d, but %s_labels.bin has %d for image %,d; one of the two"
              + " is damaged.",
          image.name, archive, image.label, image.split, label, image.index);
    }
  }

  private static Path findArchive(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw DataException.of(
          "%s is not a folder; name one with a tar archive of images and the label files"
              + " train_labels.bin and test_labels.bin.",
          folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> archives =
          files
              .filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
              .sorted()
              .toList();
      if (archives.size() != 1) {
        throw DataException.of(
            "%s has %d archives (%s); it needs exactly one.",
            folder, archives.size(), String.join(", ", ENDINGS));
      }
      return archives.get(0);
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be listed: %s.", folder, DataException.reason(e));
    }
  }

  private static byte[] readLabels(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DataException.of("%s is missing; it has a byte for each image, its label.", file);
    }
    try {
      byte[] labels = Files.readAllBytes(file);
      for (int i = 0; i < labels.length; i++) {
        if ((labels[i] & 0xff) >= CifarNames.CIFAR_10.size()) {
          throw DataException.of(
              "%s: label %,d is %d, but labels go from 0 to 9; the file is damaged.",
              file, i, labels[i] & 0xff);
        }
      }
      return labels;
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
    }
  }
}
