package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;
import org.ash.nn.PaddedShortcut;

/**
 * Residual networks of He et al. (CVPR 2016, section 4.2) for CIFAR, 6n + 2 layers deep for n
 * blocks in a stage: a 3 x 3 convolution; three stages of blocks of two 3 x 3 convolutions, each
 * followed by normalization, the sum with the shortcut activated; global average; dense. Shortcuts
 * have no parameters (option A). With 16 channels, 10 classes and ReLU, n = 3 has 269,722
 * parameters.
 */
public final class CifarResNet extends ZooNetwork {
  private final ResNetSize size;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels, image
   * @param activation used at every place
   * @param classes at least 2
   */
  public CifarResNet(String name, ResNetSize size, Activation activation, int classes) {
    super(name, size.inputShape(), activation, classes);
    this.size = size;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = to.convActivated("stem", "", size.width(), 3, 1, x);
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        y = block(to, place, size.widthOf(stage), size.strideOf(stage, block), y);
      }
    }
    return to.head(classes(), y);
  }

  private static Value block(NetworkWriter to, String place, int filters, int stride, Value x) {
    Value y = to.convActivated(place, "1", filters, 3, stride, x);
    y = to.norm(place + ".norm2", to.conv(place + ".conv2", filters, 3, 1, y));
    Value shortcut = new PaddedShortcut(filters, stride).write(to.layers(), place + ".shortcut", x);
    return to.activate(place + ".activation2", to.add(place + ".add", y, shortcut));
  }
}
