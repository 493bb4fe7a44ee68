package org.ash.data;

import java.util.List;
import org.ash.data.image.ImageStore;
import org.ash.data.pipeline.ImageBatchSource;
import org.ash.train.Preprocessing;

/**
 * Labelled images to train on, and others of the same kind to test on, decoded and in memory.
 *
 * @param name what was asked for, such as {@code cifar10:/data/cifar-10-batches-bin}
 * @param train the examples to learn from
 * @param test the examples to judge by; preprocessed as the training set is
 */
public record DataSet(String name, ImageBatchSource train, ImageBatchSource test) {

  /** Checks that both splits show images of one size and the same classes. */
  public DataSet {
    if (!train.preprocessing().equals(test.preprocessing())) {
      throw new IllegalArgumentException(
          "The splits of '" + name + "' must share their preprocessing.");
    }
  }

  /** A data set normalized by the mean and deviation of its training images. */
  static DataSet of(String name, ImageStore train, ImageStore test, List<String> classNames) {
    Preprocessing preprocessing = train.statistics().preprocessing(train, classNames);
    return new DataSet(
        name,
        new ImageBatchSource(train, preprocessing),
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
   * The same images preprocessed as those that a network was trained on: to judge a network, not
   * this set's but its own mean and deviation count.
   *
   * @throws DataException when the images have another size or there is another number of classes
   */
  public DataSet with(Preprocessing trained) {
    Preprocessing own = preprocessing();
    if (trained.channels() != own.channels()
        || trained.height() != own.height()
        || trained.width() != own.width()) {
      throw DataException.of(
          "'%s' has images of %s, the network was trained on %s; choose data of that size.",
          name, size(own), size(trained));
    }
    if (trained.classNames().size() != own.classNames().size()) {
      throw DataException.of(
          "'%s' has %d classes, the network was trained on %d; choose data with the same classes.",
          name, own.classNames().size(), trained.classNames().size());
    }
    return new DataSet(name, train.with(trained), test.with(trained));
  }

  private static String size(Preprocessing images) {
    return images.channels() + " x " + images.height() + " x " + images.width();
  }
}
