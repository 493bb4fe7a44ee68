package org.ash.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ash.data.DataException;
import org.ash.data.pipeline.ImageSource;

/**
 * Warns of the image files of a source that could not be decoded, in the same words everywhere.
 * Closed, it warns of those that are not told yet.
 */
public final class SkippedFiles implements AutoCloseable {
  /** As many files as this are named, the others counted. */
  private static final int MOST_NAMED = 5;

  private final ImageSource source;
  private final String kind;
  private final Instead instead;
  private final Consumer<String> tell;
  private final List<ImageSource.Skipped> untold = new ArrayList<>();

  /** What became of one file, and of several. */
  private enum Instead {
    LEFT_OUT("it was left out", "they were left out"),
    REPLACED("another stood in for it", "others stood in for them");

    private final String ofOne;
    private final String ofSeveral;

    Instead(String ofOne, String ofSeveral) {
      this.ofOne = ofOne;
      this.ofSeveral = ofSeveral;
    }
  }

  private SkippedFiles(ImageSource source, String kind, Instead instead, Consumer<String> tell) {
    this.source = source;
    this.kind = kind;
    this.instead = instead;
    this.tell = tell;
  }

  /**
   * Of images to evaluate.
   *
   * @param kind as {@code test}
   * @param tell where warnings go, each a line
   */
  public static SkippedFiles leftOut(ImageSource source, String kind, Consumer<String> tell) {
    return new SkippedFiles(source, kind, Instead.LEFT_OUT, tell);
  }

  /** Of images to learn from, where batches keep their size. */
  public static SkippedFiles replaced(ImageSource source, String kind, Consumer<String> tell) {
    return new SkippedFiles(source, kind, Instead.REPLACED, tell);
  }

  /** Those that are not told yet. */
  public List<ImageSource.Skipped> untold() {
    untold.addAll(source.takeSkipped());
    return List.copyOf(untold);
  }

  /** Warns of those that are not told yet, if there are any, in one line. */
  public void tell() {
    List<ImageSource.Skipped> files = untold();
    untold.clear();
    if (!files.isEmpty()) {
      tell.accept(
          ("ash: warning: %d %s %s could not be decoded, %s"
                  + " (imagenet:PATH,strict=true stops instead): %s")
              .formatted(
                  files.size(),
                  kind,
                  files.size() == 1 ? "image" : "images",
                  files.size() == 1 ? instead.ofOne : instead.ofSeveral,
                  named(files)));
    }
  }

  /** What is wrong when there is no image left to look at. */
  public DataException nothingLeft() {
    return DataException.of(
        "None of %,d %s images could be decoded; replace them (%s names all that are"
            + " damaged), or take other images with --data.",
        source.examples(), kind, Hint.of("data", "info"));
  }

  private static String named(List<ImageSource.Skipped> files) {
    List<String> names =
        files.stream()
            .limit(MOST_NAMED)
            .map(one -> one.file() + " (" + one.reason() + ")")
            .toList();
    int rest = files.size() - names.size();
    return String.join(", ", names) + (rest > 0 ? " and " + rest + " more" : "");
  }

  @Override
  public void close() {
    tell();
  }
}
