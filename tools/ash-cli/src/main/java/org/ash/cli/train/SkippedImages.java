package org.ash.cli.train;

import java.util.List;
import java.util.function.Consumer;
import org.ash.data.DataSet;
import org.ash.data.pipeline.ImageSource;
import org.ash.train.EpochReport;
import org.ash.train.TrainingListener;

/** Names, after each epoch, the image files that could not be decoded in it. */
final class SkippedImages implements TrainingListener {
  /** As many files as this are named, the others counted. */
  private static final int MOST_NAMED = 5;

  private final DataSet data;
  private final Consumer<String> tell;

  /**
   * Of a data set.
   *
   * @param tell where the names go, each kind of images a line
   */
  SkippedImages(DataSet data, Consumer<String> tell) {
    this.data = data;
    this.tell = tell;
  }

  @Override
  public void onEpoch(EpochReport report) {
    tell("training", "others stood in for them", data.train().takeSkipped());
    tell("test", "they were left out", data.test().takeSkipped());
  }

  private void tell(String kind, String instead, List<ImageSource.Skipped> skipped) {
    if (!skipped.isEmpty()) {
      tell.accept(
          "ash: warning: %d %s %s could not be decoded, %s (--strict stops instead): %s"
              .formatted(
                  skipped.size(),
                  kind,
                  skipped.size() == 1 ? "image" : "images",
                  instead,
                  named(skipped)));
    }
  }

  private static String named(List<ImageSource.Skipped> skipped) {
    List<String> names =
        skipped.stream()
            .limit(MOST_NAMED)
            .map(one -> one.file() + " (" + one.reason() + ")")
            .toList();
    int rest = skipped.size() - names.size();
    return String.join(", ", names) + (rest > 0 ? " and " + rest + " more" : "");
  }
}
