package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;

/**
 * Wide residual networks of Zagoruyko and Komodakis (BMVC 2016), 6n + 4 layers deep for n blocks in
 * a stage: a 3 x 3 convolution; three stages of blocks of two 3 x 3 convolutions with k times the
 * channels of a ResNet, normalization and activation before each; normalization and activation;
 * global average; dense.
 *
 * <p>As in the authors' published program: where the number of channels changes the shortcut is a 1
 * x 1 convolution without normalization of the activated input; dropout, when there is any, stands
 * before the second convolution. WRN-28-10 (n = 4) has 36,479,194 parameters with 10 classes and
 * ReLU.
 */
public final class WideResNet extends ZooNetwork {
  private final ResNetSize size;
  private final int widening;
  private final double dropout;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels of the stem, image
   * @param widening k: the first stage has k times the channels of the stem; at least 1
   * @param dropout share of the elements that training drops in each block, in [0, 1)
   * @param activation used at every place
   * @param classes at least 2
   */
  public WideResNet(
      String name,
      ResNetSize size,
      int widening,
      double dropout,
      Activation activation,
      int classes) {
    super(name, size.inputShape(), activation, classes);
    if (widening < 1) {
      throw new IllegalArgumentException(
          "Model '" + name + "' is widened at least 1 time, given " + widening + ".");
    }
    this.size = size;
    this.widening = widening;
    this.dropout = dropout;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = to.conv("stem.conv", size.width(), 3, 1, x);
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        y = block(to, place, widening * size.widthOf(stage), size.strideOf(stage, block), y);
      }
    }
    return to.head(classes(), to.activated("head", "", y));
  }

  private Value block(NetworkWriter to, String place, int filters, int stride, Value x) {
    Value before = to.activated(place, "1", x);
    Value y = to.conv(place + ".conv1", filters, 3, stride, before);
    y = to.dropout(place + ".dropout", dropout, to.activated(place, "2", y));
    y = to.conv(place + ".conv2", filters, 3, 1, y);
    boolean projected = x.type().dim(1).extent() != filters;
    Value shortcut = projected ? to.conv(place + ".shortcut", filters, 1, stride, before) : x;
    return to.add(place + ".add", y, shortcut);
  }
}
