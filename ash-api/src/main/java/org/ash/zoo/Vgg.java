package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;
import org.ash.nn.MaxPooling;

/**
 * VGG of Simonyan and Zisserman (ICLR 2015) as in the program that Lee et al. published with ASH
 * ({@code util/tf1/models.py}): five stages of 3 x 3 convolutions, each with normalization and
 * activation, the largest of each 2 x 2 square at the end of a stage; all elements side by side;
 * two dense layers of 100 with activation, and one to the classes.
 *
 * <p>That program has one activation behind convolutions and another behind dense layers, ASH and
 * ReLU in its example: {@code ash;head.*=relu} here. It activates the logits, too, which is left
 * out: a logit that ReLU has cut off at 0 has no gradient, and cross entropy could not push a wrong
 * class below 0. How its convolutions are made is not published; that they are normalized is the
 * usual choice on CIFAR, and ours. They have no bias, which normalization would undo.
 *
 * <p>With 10 classes and ReLU, VGG-11 has 9,285,642 parameters and VGG-19 20,092,298; programs that
 * keep the convolutions' biases count 2,752 and 5,504 more.
 */
public final class Vgg extends ZooNetwork {
  private static final int HIDDEN_LAYERS = 2;

  private final VggSize size;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size convolutions, channels, hidden units, image
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
    return head(to, y);
  }

  private Value head(NetworkWriter to, Value image) {
    Value y = to.flatten("head.flatten", image);
    for (int i = 1; i <= HIDDEN_LAYERS; i++) {
      y = to.activate("head.activation" + i, to.dense("head.dense" + i, size.hidden(), y));
    }
    return to.dense("head.dense" + (HIDDEN_LAYERS + 1), classes(), y);
  }
}
