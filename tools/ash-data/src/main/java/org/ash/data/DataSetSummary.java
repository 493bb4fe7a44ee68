package org.ash.data;

import java.util.List;
import org.ash.data.pipeline.ImageSource;

/**
 * What there is to know about a data set at a glance.
 *
 * @param name what was asked for
 * @param channels 3 for RGB, 1 for gray
 * @param height rows of an image
 * @param width columns of an image
 * @param mean of each channel over the training images, pixels in [0, 1]
 * @param deviation of each channel over the training images
 * @param classNames names of the classes by label
 * @param train the training images
 * @param test the test images
 * @param notes what a person should know, a sentence each
 */
public record DataSetSummary(
    String name,
    int channels,
    int height,
    int width,
    List<Double> mean,
    List<Double> deviation,
    List<String> classNames,
    Split train,
    Split test,
    List<String> notes) {

  /** Copies the lists. */
  public DataSetSummary {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    classNames = List.copyOf(classNames);
    notes = List.copyOf(notes);
  }

  /**
   * One half of a data set.
   *
   * @param examples number of images
   * @param histogram number of images of each class, by label
   * @param condition what its files are like
   */
  public record Split(int examples, List<Integer> histogram, ImageSource.Condition condition) {
    /** Copies the list. */
    public Split {
      histogram = List.copyOf(histogram);
    }

    private static Split of(ImageSource images) {
      return new Split(images.examples(), images.histogram(), images.condition());
    }
  }

  /** Looks at a whole data set. */
  public static DataSetSummary of(DataSet set) {
    return new DataSetSummary(
        set.name(),
        set.preprocessing().channels(),
        set.preprocessing().height(),
        set.preprocessing().width(),
        set.preprocessing().mean(),
        set.preprocessing().deviation(),
        set.classNames(),
        Split.of(set.train()),
        Split.of(set.test()),
        set.notes());
  }
}
