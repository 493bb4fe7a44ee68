package org.ash.data.cifar;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The published editions of CIFAR that are not read, so that who has one of them is told. Python's
 * are pickles, which are programs: reading one runs it.
 */
@SuppressWarnings("ImmutableEnumChecker") // All lists come from List.of.
enum CifarEdition {
  PYTHON_10(
      CifarLayout.CIFAR_10,
      "Python",
      "cifar-10-batches-py",
      "cifar-10-python.tar.gz",
      List.of("data_batch_1", "test_batch")),
  MATLAB_10(
      CifarLayout.CIFAR_10,
      "Matlab",
      "cifar-10-batches-mat",
      "cifar-10-matlab.tar.gz",
      List.of("data_batch_1.mat", "test_batch.mat")),
  PYTHON_100(
      CifarLayout.CIFAR_100,
      "Python",
      "cifar-100-python",
      "cifar-100-python.tar.gz",
      List.of("train", "test")),
  MATLAB_100(
      CifarLayout.CIFAR_100,
      "Matlab",
      "cifar-100-matlab",
      "cifar-100-matlab.tar.gz",
      List.of("train.mat", "test.mat"));

  private final CifarLayout layout;
  private final String language;
  private final String folderName;
  private final String archiveName;
  private final List<String> files;

  CifarEdition(
      CifarLayout layout,
      String language,
      String folderName,
      String archiveName,
      List<String> files) {
    this.layout = layout;
    this.language = language;
    this.folderName = folderName;
    this.archiveName = archiveName;
    this.files = files;
  }

  /**
   * The edition that these names are of; empty when they are of none.
   *
   * @param names of files, and of folders with a slash behind them
   */
  static Optional<CifarEdition> of(Collection<String> names) {
    return Arrays.stream(values())
        .filter(
            one ->
                names.contains(one.folderName + "/")
                    || names.contains(one.archiveName)
                    || one.files.stream().anyMatch(names::contains))
        .findFirst();
  }

  /** What it is and what to get instead. */
  String told() {
    return "%s's edition of %s, which is not read; get the binary one, %s: tools/ash data fetch %s."
        .formatted(language, layout.title(), layout.archiveName(), layout.kind());
  }
}
