package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;

/**
 * Residual networks with pre-activation bottlenecks of He et al. (ECCV 2016) for CIFAR, 9n + 2
 * layers deep for n blocks in a stage: a 3 x 3 convolution; three stages of blocks of 1 x 1, 3 x 3
 * and 1 x 1 convolutions, normalization and activation before each; normalization and activation;
 * global average; dense.
 *
 * <p>As in the authors' published program: the stem's convolution has no normalization of its own,
 * the first 1 x 1 convolution of a block has its stride, and where the number of channels changes
 * the shortcut is a 1 x 1 convolution without normalization of the activated input. With 16
 * channels, 10 classes and ReLU, n = 18 (ResNet-164) has 1,703,258 parameters.
 */
public final class PreActivationResNet extends ZooNetwork {
  /** Channels of a block's result by those of its 3 x 3 convolution. */
  private static final int EXPANSION = 4;

  private final ResNetSize size;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels, image
   * @param activation used at every place
   * @param classes at least 2
   */
  public PreActivationResNet(String name, ResNetSize size, Activation activation, int classes) {
    super(name, size.inputShape(), activation, classes);
    this.size = size;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = to.conv("stem.conv", size.width(), 3, 1, x);
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        y = block(to, place, size.widthOf(stage), size.strideOf(stage, block), y);
      }
    }
    return to.head(classes(), to.activated("head", "", y));
  }

  private static Value block(NetworkWriter to, String place, int width, int stride, Value x) {
    int filters = EXPANSION * width;
    Value before = to.activated(place, "1", x);
    Value y = to.conv(place + ".conv1", width, 1, stride, before);
    y = to.conv(place + ".conv2", width, 3, 1, to.activated(place, "2", y));
    y = to.conv(place + ".conv3", filters, 1, 1, to.activated(place, "3", y));
    boolean projected = x.type().dim(1).extent() != filters;
    Value shortcut = projected ? to.conv(place + ".shortcut", filters, 1, stride, before) : x;
    return to.add(place + ".add", y, shortcut);
  }
}
