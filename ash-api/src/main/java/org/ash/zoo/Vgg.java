package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;
import org.ash.nn.MaxPooling;

/**
 * VGG of Simonyan and Zisserman (ICLR 2015) as it is used on CIFAR: five stages of 3 x 3
 * convolutions, each with normalization and activation, the largest of each 2 x 2 square at the end
 * of a stage, and one dense layer of 512 to the classes in place of the paper's three.
 *
 * <p>Convolutions have no bias: the normalization behind each would undo it. With 10 classes and
 * ReLU, VGG-11 has 9,228,362 parameters and VGG-19 20,035,018; programs that keep these biases
 * count 2,752 and 5,504 more.
 */
public final class Vgg extends ZooNetwork {
  private final VggSize size;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size convolutions, channels, image
   * @param activation used at every place
   * @param classes at least 2
   */
  public Vgg(String name, VggSize size, Activation activation, int classes) {
    super(name, size.inputShape(), activation, classes);
    this.size = size;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = x;
    for (int stage = 0; stage < size.convolutionsPerStage().size(); stage++) {
      String place = "stage" + (stage + 1);
      for (int i = 1; i <= size.convolutionsPerStage().get(stage); i++) {
        y = to.convActivated(place, Integer.toString(i), size.widthOf(stage), 3, 1, y);
      }
      y = new MaxPooling(2, 2, 0).write(to.layers(), place + ".pool", y);
    }
    return to.head(classes(), y);
  }
}
