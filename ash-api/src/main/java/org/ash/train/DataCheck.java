package org.ash.train;

import org.ash.ir.SymbolicShape;
import org.ash.nn.Network;
import org.ash.tensor.Tensor;

/** Tells early and plainly when a data set does not fit a network. */
final class DataCheck {
  private final Network network;

  DataCheck(Network network) {
    this.network = network;
  }

  /** Checks the size of the images and the number of classes. */
  void source(BatchSource source) {
    if (source.examples() == 0) {
      throw new IllegalArgumentException("The data set has no examples.");
    }
    preprocessing(source.preprocessing());
  }

  /** Checks the size of the images and the number of classes. */
  void preprocessing(Preprocessing data) {
    SymbolicShape given = SymbolicShape.batch("N", data.channels(), data.height(), data.width());
    SymbolicShape taken = network.inputShape();
    if (!taken.dims().subList(1, taken.rank()).equals(given.dims().subList(1, given.rank()))) {
      throw new IllegalArgumentException(
          "Model "
              + network.name()
              + " takes images "
              + taken
              + ", the data set gives "
              + given
              + "; choose a model for this size or resize the images.");
    }
    if (data.classNames().size() != network.classes()) {
      throw new IllegalArgumentException(
          "Model "
              + network.name()
              + " tells "
              + network.classes()
              + " classes apart, the data set has "
              + data.classNames().size()
              + "; make the model with that many.");
    }
  }

  /** Checks the labels of a batch, and that there is an image for each. */
  void batch(Batch batch) {
    Tensor labels = batch.labels();
    if (batch.images().shape().dim(0) != labels.size()) {
      throw new IllegalArgumentException(
          "A batch has images " + batch.images().shape() + " and labels " + labels.shape() + ".");
    }
    for (int i = 0; i < labels.size(); i++) {
      long label = labels.getLong(i);
      if (label < 0 || label >= network.classes()) {
        throw new IllegalArgumentException(
            "Label "
                + label
                + " at position "
                + i
                + " of a batch is out of range; the model knows classes 0 to "
                + (network.classes() - 1)
                + ".");
      }
    }
  }
}
