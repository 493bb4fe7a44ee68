package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Shaping;
import org.ash.ir.Value;
import org.ash.nn.AveragePooling;
import org.ash.nn.MaxPooling;

/**
 * Densely connected networks of Huang et al. (CVPR 2017): each layer of a block takes the results
 * of all layers before it, joined along the channels. A layer is normalization, activation and a 3
 * x 3 convolution, behind a 1 x 1 convolution of the same kind in those with bottlenecks; between
 * blocks stand normalization, activation, a 1 x 1 convolution and the mean of 2 x 2 squares; at the
 * end normalization, activation, global average and dense.
 *
 * <p>With 10 classes and ReLU the plain one of 100 layers with growth 12 has 6,979,642 parameters,
 * DenseNet-BC-100-12 has 769,162; DenseNet-121 with 1,000 classes has 7,978,856.
 */
public final class DenseNet extends ZooNetwork {
  /** Channels of a bottleneck by the growth. */
  private static final int BOTTLENECK = 4;

  private final DenseNetSize size;
  private final double dropout;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels, image
   * @param dropout share of the elements that training drops behind each convolution of a block, in
   *     [0, 1); the authors have 0.2 where images are not augmented
   * @param activation used at every place
   * @param classes at least 2
   */
  public DenseNet(
      String name, DenseNetSize size, double dropout, Activation activation, int classes) {
    super(name, size.inputShape(), activation, classes);
    this.size = size;
    this.dropout = dropout;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = size.imageNet() ? imageNetStem(to, x) : to.conv("stem.conv", size.stem(), 3, 1, x);
    int stages = size.layersPerStage().size();
    for (int stage = 0; stage < stages; stage++) {
      String place = "stage" + (stage + 1);
      y = block(to, place, size.layersPerStage().get(stage), y);
      if (stage < stages - 1) {
        y = transition(to, place + ".transition", y);
      }
    }
    return to.head(classes(), to.activated("head", "", y));
  }

  private Value imageNetStem(NetworkWriter to, Value x) {
    Value y = to.convActivated("stem", "", size.stem(), 7, 2, x);
    return new MaxPooling(3, 2, 1).write(to.layers(), "stem.pool", y);
  }

  /** Joining two at a time gives every layer what it would get from all at once. */
  private Value block(NetworkWriter to, String place, int layers, Value x) {
    Value y = x;
    for (int layer = 0; layer < layers; layer++) {
      String name = place + ".layer" + layer;
      Value added = layer(to, name, y);
      y = to.layers().graph().apply(name + ".join", new Shaping.Concat(1), y, added);
    }
    return y;
  }

  private Value layer(NetworkWriter to, String name, Value x) {
    Value y = x;
    String number = "";
    if (size.bottleneck()) {
      y = to.activated(name, "1", y);
      y = to.conv(name + ".conv1", BOTTLENECK * size.growth(), 1, 1, y);
      y = to.dropout(name + ".dropout1", dropout, y);
      number = "2";
    }
    y = to.activated(name, number, y);
    y = to.conv(name + ".conv" + number, size.growth(), 3, 1, y);
    return to.dropout(name + ".dropout" + number, dropout, y);
  }

  private Value transition(NetworkWriter to, String name, Value x) {
    int kept = (int) (x.type().dim(1).extent() * size.compression());
    Value y = to.conv(name + ".conv", kept, 1, 1, to.activated(name, "", x));
    y = to.dropout(name + ".dropout", dropout, y);
    return new AveragePooling(2).write(to.layers(), name + ".pool", y);
  }
}
