package org.ash.data.cifar;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The published binary layouts. A record is the label bytes, then 1,024 bytes each of red, green
 * and blue, rows from the top.
 */
@SuppressWarnings("ImmutableEnumChecker") // All lists come from List.of.
public enum CifarLayout {
  /** CIFAR-10: one label, 0..9. */
  CIFAR_10(
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin"),
      "test_batch.bin",
      List.of(new Labels("class", "batches.meta.txt", CifarNames.CIFAR_10)),
      "cifar-10-batches-bin",
      "cifar-10-binary.tar.gz"),

  /** CIFAR-100: a coarse label, 0..19, and a fine one, 0..99. */
  CIFAR_100(
      List.of("train.bin"),
      "test.bin",
      List.of(
          new Labels("coarse", "coarse_label_names.txt", CifarNames.CIFAR_100_COARSE),
          new Labels("fine", "fine_label_names.txt", CifarNames.CIFAR_100_FINE)),
      "cifar-100-binary",
      "cifar-100-binary.tar.gz");

  /** Samples of a pixel. */
  public static final int CHANNELS = 3;

  /** Rows and columns of an image. */
  public static final int SIDE = 32;

  /** Bytes of an image. */
  public static final int IMAGE_BYTES = CHANNELS * SIDE * SIDE;

  /**
   * One of the label bytes of a record.
   *
   * @param name what this label is
   * @param namesFile the file with the names of its classes, a line each
   * @param standardNames the names as published
   */
  public record Labels(String name, String namesFile, List<String> standardNames) {
    /** Copies the list. */
    public Labels {
      standardNames = List.copyOf(standardNames);
    }

    /** Number of classes. */
    public int classes() {
      return standardNames.size();
    }
  }

  private final List<String> trainFiles;
  private final String testFile;
  private final List<Labels> labels;
  private final String folderName;
  private final String archiveName;

  CifarLayout(
      List<String> trainFiles,
      String testFile,
      List<Labels> labels,
      String folderName,
      String archiveName) {
    this.trainFiles = trainFiles;
    this.testFile = testFile;
    this.labels = labels;
    this.folderName = folderName;
    this.archiveName = archiveName;
  }

  /** Names of the files with training images, in order. */
  public List<String> trainFiles() {
    return trainFiles;
  }

  /** Name of the file with test images. */
  public String testFile() {
    return testFile;
  }

  /** The label bytes of a record, in order. */
  public List<Labels> labels() {
    return labels;
  }

  /** Bytes of a record. */
  public int recordBytes() {
    return labels.size() + IMAGE_BYTES;
  }

  /** Name of the folder in the published archive. */
  public String folderName() {
    return folderName;
  }

  /** Name of the published archive. */
  public String archiveName() {
    return archiveName;
  }

  /** The kind in a data set's name: {@code cifar10} or {@code cifar100}. */
  public String kind() {
    return name().replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** As the data set is called: {@code CIFAR-10} or {@code CIFAR-100}. */
  public String title() {
    return name().replace('_', '-');
  }

  /** Which label byte a name means, -1 for none. */
  int labelIndex(String name) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i).name().equals(name))
        .findFirst()
        .orElse(-1);
  }
}
