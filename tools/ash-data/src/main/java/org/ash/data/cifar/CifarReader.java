package org.ash.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ash.data.DataException;
import org.ash.data.image.ImageStore;

/** Reads a CIFAR data set into memory, checking all of it. */
public final class CifarReader {

  /**
   * What was read.
   *
   * @param train images of the training files, in the order of the files
   * @param test images of the test file
   * @param classNames names of the classes by label, from the set's own list where it has one
   */
  public record Contents(ImageStore train, ImageStore test, List<String> classNames) {
    /** Copies the list. */
    public Contents {
      classNames = List.copyOf(classNames);
    }
  }

  private final CifarLayout layout;
  private final int labelIndex;
  private final Map<String, ImageStore> stores = new TreeMap<>();
  private List<String> classNames;

  private CifarReader(CifarLayout layout, int labelIndex) {
    this.layout = layout;
    this.labelIndex = labelIndex;
    classNames = layout.labels().get(labelIndex).standardNames();
  }

  /**
   * Reads a data set.
   *
   * @param layout which
   * @param place a folder with its files (or the folder around that), or the published archive
   * @param labelName which of the layout's labels to take
   * @throws DataException when a file is missing, unreadable, not made of whole records, or has a
   *     label out of range
   */
  public static Contents read(CifarLayout layout, Path place, String labelName) {
    int labelIndex = layout.labelIndex(labelName);
    if (labelIndex < 0) {
      throw DataException.of(
          "%s has no labels '%s'; it has %s.",
          layout.title(),
          labelName,
          String.join(" and ", layout.labels().stream().map(CifarLayout.Labels::name).toList()));
    }
    return new CifarReader(layout, labelIndex).read(place);
  }

  private Contents read(Path place) {
    List<String> required = new ArrayList<>(layout.trainFiles());
    required.add(layout.testFile());
    String namesFile = layout.labels().get(labelIndex).namesFile();
    new CifarFiles(layout, place).read(required, List.of(namesFile), this::take);
    ImageStore train = joined(layout.trainFiles());
    return new Contents(train, joined(List.of(layout.testFile())), classNames);
  }

  private void take(String name, long bytes, InputStream in) throws IOException {
    if (name.endsWith(".txt")) {
      classNames = names(name, in);
    } else {
      stores.put(name, records(name, bytes, in));
    }
  }

  private List<String> names(String file, InputStream in) throws IOException {
    List<String> names =
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    int classes = layout.labels().get(labelIndex).classes();
    if (names.size() != classes) {
      throw DataException.of(
          "%s: %d class names, but %s has %d; the file is damaged (re-download: tools/ash "
              + "data fetch %s).",
          file, names.size(), layout.title(), classes, layout.kind());
    }
    return names;
  }

  private ImageStore records(String file, long bytes, InputStream in) throws IOException {
    checkSize(file, bytes);
    ImageStore.Builder builder =
        ImageStore.builder(CifarLayout.CHANNELS, CifarLayout.SIDE, CifarLayout.SIDE);
    byte[] image = new byte[layout.recordBytes()];
    for (long i = 0; i < bytes / layout.recordBytes(); i++) {
      int got = in.readNBytes(image, 0, image.length);
      if (got < image.length) {
        throw truncated(file, i * image.length + got);
      }
      checkLabels(file, i, image);
      builder.add(image[labelIndex] & 0xff, image, layout.labels().size());
    }
    return builder.build();
  }

  private void checkSize(String file, long bytes) {
    if (bytes == 0) {
      throw DataException.of(
          "%s is empty (re-download: tools/ash data fetch %s).", file, layout.kind());
    }
    if (bytes % layout.recordBytes() == 0) {
      return;
    }
    for (CifarLayout other : CifarLayout.values()) {
      if (bytes % other.recordBytes() == 0) {
        throw DataException.of(
            "%s: %,d bytes are whole %,d-byte records of %s, not %,d-byte records of %s; "
                + "ask for %s:PATH.",
            file,
            bytes,
            other.recordBytes(),
            other.title(),
            layout.recordBytes(),
            layout.title(),
            other.kind());
      }
    }
    throw truncated(file, bytes);
  }

  private DataException truncated(String file, long bytes) {
    return DataException.of(
        "%s: %,d bytes is not a whole number of %,d-byte records; the file looks truncated "
            + "(re-download: tools/ash data fetch %s).",
        file, bytes, layout.recordBytes(), layout.kind());
  }

  private void checkLabels(String file, long record, byte[] bytes) {
    for (int i = 0; i < layout.labels().size(); i++) {
      CifarLayout.Labels labels = layout.labels().get(i);
      int label = bytes[i] & 0xff;
      if (label >= labels.classes()) {
        throw DataException.of(
            "%s: record %,d has %s label %d, but %s labels go from 0 to %d; the file is "
                + "damaged or not %s (re-download: tools/ash data fetch %s).",
            file,
            record,
            labels.name(),
            label,
            labels.name(),
            labels.classes() - 1,
            layout.title(),
            layout.kind());
      }
    }
  }

  private ImageStore joined(List<String> files) {
    if (files.size() == 1) {
      return stores.get(files.get(0));
    }
    ImageStore.Builder all =
        ImageStore.builder(CifarLayout.CHANNELS, CifarLayout.SIDE, CifarLayout.SIDE);
    for (String file : files) {
      ImageStore store = stores.remove(file);
      for (int i = 0; i < store.size(); i++) {
        all.add(store.label(i), store.block(i), store.offset(i));
      }
    }
    return all.build();
  }
}
