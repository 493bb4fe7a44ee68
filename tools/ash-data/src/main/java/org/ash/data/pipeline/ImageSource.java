package org.ash.data.pipeline;

import java.util.List;
import org.ash.data.image.ImageStore;
import org.ash.train.BatchSource;
import org.ash.train.Preprocessing;

/** Labelled images in batches, wherever they are kept. */
public interface ImageSource extends BatchSource {

  /**
   * The same images as a network wants them.
   *
   * @param trained how the images that it was trained on were preprocessed, and their classes
   * @param labels the network's label of each class here
   */
  ImageSource as(Preprocessing trained, int... labels);

  /**
   * So many of the images, evenly spaced over the set, in order; all when there are no more. What
   * is skipped of them is remembered apart.
   */
  ImageSource spread(int count);

  /** How many images there are of each class, by label. */
  List<Integer> histogram();

  /** The first images of each class as bytes, for people to look at. */
  ImageStore shown(int ofEachClass);

  /**
   * Reads every image.
   *
   * @return what was found, counted
   */
  Condition condition();

  /** The files that were skipped since this was asked last, in order of their names. */
  List<Skipped> takeSkipped();

  /**
   * What the image files of a set are like.
   *
   * @param gray files without colour, which were given three equal channels
   * @param cmyk files in the colours of printers, which were converted
   * @param damaged files that cannot be decoded
   */
  record Condition(int gray, int cmyk, List<Skipped> damaged) {
    /** Copies the list. */
    public Condition {
      damaged = List.copyOf(damaged);
    }

    /** All are as they should be. */
    public static Condition sound() {
      return new Condition(0, 0, List.of());
    }
  }

  /**
   * A file that cannot be decoded.
   *
   * @param file its path
   * @param reason why, in a few words
   */
  record Skipped(String file, String reason) {}
}
