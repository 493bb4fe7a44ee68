package org.ash.data;

import java.util.List;
import org.ash.data.image.ChannelStatistics;
import org.ash.data.image.ImageStore;
import org.ash.data.pipeline.ImageBatchSource;
import org.ash.data.pipeline.ImageSource;
import org.ash.train.Preprocessing;

/**
 * Labelled images to train on, and others of the same kind to test on.
 *
 * @param name what was asked for, such as {@code cifar10:/data/cifar-10-batches-bin}
 * @param train the examples to learn from
 * @param test the examples to judge by; preprocessed as the training set is
 * @param notes what a person should know of it, a sentence each
 */
public record DataSet(String name, ImageSource train, ImageSource test, List<String> notes) {

  /** Checks that both splits show images of one size and the same classes. */
  public DataSet {
    notes = List.copyOf(notes);
    if (!train.preprocessing().equals(test.preprocessing())) {
      throw new IllegalArgumentException(
          "The splits of '" + name + "' must share their preprocessing.");
    }
  }

  /** One of which there is nothing to say. */
  public DataSet(String name, ImageSource train, ImageSource test) {
    this(name, train, test, List.of());
  }

  /**
   * A data set in memory, normalized and cut out of as its specification says; else by the mean and
   * deviation of its training images, and not cut.
   */
  static DataSet of(DataSetSpec spec, ImageStore train, ImageStore test, List<String> classNames) {
    ChannelStatistics statistics = spec.normalization().orElseGet(train::statistics);
    if (statistics.mean().size() != train.channels()
        || statistics.deviation().size() != train.channels()) {
      throw DataException.of(
          "Data set '%s': its images have %d channels; mean and deviation take as many numbers.",
          spec.text(), train.channels());
    }
    Preprocessing preprocessing = statistics.preprocessing(train, classNames);
    int most = Math.min(train.height(), train.width());
    return new DataSet(
        spec.text(),
        new ImageBatchSource(train, preprocessing).withCutout(spec.number("cutout", 0, 0, most)),
        new ImageBatchSource(test, preprocessing));
  }

  /** Names of the classes, by label. */
  public List<String> classNames() {
    return preprocessing().classNames();
  }

  /** Size of the images, and how their pixels become the numbers that a network sees. */
  public Preprocessing preprocessing() {
    return train.preprocessing();
  }

  /**
   * The same images under the labels of a network, preprocessed as they are: to go on training it.
   *
   * @throws DataException when the classes do not match
   */
  public DataSet labelledAs(List<String> trained, ClassMatching matching) {
    int[] labels = matching.labels(name, classNames(), trained);
    Preprocessing own = preprocessing().withClassNames(trained);
    return new DataSet(name, train.as(own, labels), test.as(own, labels), notes);
  }

  /**
   * The same images preprocessed as those that a network was trained on: to judge a network, not
   * this set's but its own mean and deviation count. Classes are matched by name.
   *
   * @throws DataException when the images have another size, or a class is none of the network's
   */
  public DataSet with(Preprocessing trained) {
    return with(trained, ClassMatching.BY_NAME);
  }

  /**
   * The same, the classes matched in a way.
   *
   * @throws DataException when the images have another size, or the classes do not match
   */
  public DataSet with(Preprocessing trained, ClassMatching matching) {
    Preprocessing own = preprocessing();
    if (trained.channels() != own.channels()
        || trained.height() != own.height()
        || trained.width() != own.width()) {
      throw DataException.of(
          "'%s' has images of %s, the network was trained on %s; choose data of that size.",
          name, size(own), size(trained));
    }
    int[] labels = matching.labels(name, own.classNames(), trained.classNames());
    return new DataSet(name, train.as(trained, labels), test.as(trained, labels), notes);
  }

  private static String size(Preprocessing images) {
    return images.channels() + " x " + images.height() + " x " + images.width();
  }
}
