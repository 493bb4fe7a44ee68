package org.ash.zoo;

import java.util.ArrayList;
import java.util.List;
import org.ash.activation.Activation;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.BatchNormalization;
import org.ash.nn.Conv2D;
import org.ash.nn.Dense;
import org.ash.nn.GlobalAveragePooling;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;

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
public final class PreActivationResNet implements Network {
  /** Channels of a block's result by those of its 3 x 3 convolution. */
  private static final int EXPANSION = 4;

  private final String name;
  private final ResNetSize size;
  private final Activation activation;
  private final int classes;

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels, image
   * @param activation used at every place
   * @param classes at least 2
   */
  public PreActivationResNet(String name, ResNetSize size, Activation activation, int classes) {
    this.name = name;
    this.size = size;
    this.activation = activation;
    this.classes = Zoo.requireClasses(name, classes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String activation() {
    return activation.spec();
  }

  @Override
  public SymbolicShape inputShape() {
    return size.inputShape();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Value forward(LayerContext layers, Value x) {
    Value y = Conv2D.same(size.width(), 3, 1).write(layers, "stem.conv", x);
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        y = block(layers, place, size.widthOf(stage), size.strideOf(stage, block), y);
      }
    }
    y = activated(layers, "head.", "", y);
    y = new GlobalAveragePooling().write(layers, "head.pool", y);
    return Dense.of(classes).write(layers, "head.dense", y);
  }

  private Value block(LayerContext layers, String place, int width, int stride, Value x) {
    int filters = EXPANSION * width;
    Value before = activated(layers, place + ".", "1", x);
    Value y = Conv2D.same(width, 1, stride).write(layers, place + ".conv1", before);
    y = activated(layers, place + ".", "2", y);
    y = Conv2D.same(width, 3, 1).write(layers, place + ".conv2", y);
    y = activated(layers, place + ".", "3", y);
    y = Conv2D.same(filters, 1, 1).write(layers, place + ".conv3", y);
    boolean projected = x.type().dim(1).extent() != filters;
    Value shortcut =
        projected ? Conv2D.same(filters, 1, stride).write(layers, place + ".shortcut", before) : x;
    return layers.add(place + ".add", y, shortcut);
  }

  private Value activated(LayerContext layers, String prefix, String suffix, Value x) {
    Value y = BatchNormalization.standard().write(layers, prefix + "norm" + suffix, x);
    return layers.activate(activation, prefix + "activation" + suffix, y);
  }

  @Override
  public List<String> activationPlaces() {
    List<String> places = new ArrayList<>();
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block) + ".activation";
        places.addAll(List.of(place + "1", place + "2", place + "3"));
      }
    }
    places.add("head.activation");
    return List.copyOf(places);
  }
}
