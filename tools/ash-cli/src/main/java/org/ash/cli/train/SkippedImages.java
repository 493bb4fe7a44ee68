package org.ash.cli.train;

import java.util.List;
import java.util.function.Consumer;
import org.ash.cli.output.SkippedFiles;
import org.ash.data.DataSet;
import org.ash.train.EpochReport;
import org.ash.train.TrainingListener;

/**
 * Names, after each epoch and when a training ends within one, the image files that could not be
 * decoded since.
 */
final class SkippedImages implements TrainingListener, AutoCloseable {
  private final List<SkippedFiles> splits;

  /**
   * Of a data set.
   *
   * @param tell where the names go, each kind of images a line
   */
  SkippedImages(DataSet data, Consumer<String> tell) {
    splits =
        List.of(
            SkippedFiles.replaced(data.train(), "training", tell),
            SkippedFiles.leftOut(data.test(), "test", tell));
  }

  @Override
  public void onEpoch(EpochReport report) {
    splits.forEach(SkippedFiles::tell);
  }

  @Override
  public void close() {
    splits.forEach(SkippedFiles::close);
  }
}
