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
import org.ash.nn.PaddedShortcut;

/**
 * Residual networks of He et al. (CVPR 2016, section 4.2) for CIFAR, 6n + 2 layers deep for n
 * blocks in a stage: a 3 x 3 convolution; three stages of blocks of two 3 x 3 convolutions, each
 * followed by normalization, the sum with the shortcut activated; global average; dense. Shortcuts
 * have no parameters (option A). With 16 channels, 10 classes and ReLU, n = 3 has 269,722
 * parameters.
 */
public final class CifarResNet implements Network {
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
  public CifarResNet(String name, ResNetSize size, Activation activation, int classes) {
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
    y = BatchNormalization.standard().write(layers, "stem.norm", y);
    y = layers.activate(activation, "stem.activation", y);
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        y = block(layers, place, size.widthOf(stage), size.strideOf(stage, block), y);
      }
    }
    y = new GlobalAveragePooling().write(layers, "head.pool", y);
    return Dense.of(classes).write(layers, "head.dense", y);
  }

  private Value block(LayerContext layers, String place, int filters, int stride, Value x) {
    Value y = Conv2D.same(filters, 3, stride).write(layers, place + ".conv1", x);
    y = BatchNormalization.standard().write(layers, place + ".norm1", y);
    y = layers.activate(activation, place + ".activation1", y);
    y = Conv2D.same(filters, 3, 1).write(layers, place + ".conv2", y);
    y = BatchNormalization.standard().write(layers, place + ".norm2", y);
    Value shortcut = new PaddedShortcut(filters, stride).write(layers, place + ".shortcut", x);
    y = layers.add(place + ".add", y, shortcut);
    return layers.activate(activation, place + ".activation2", y);
  }

  @Override
  public List<String> activationPlaces() {
    List<String> places = new ArrayList<>(List.of("stem.activation"));
    for (int stage = 0; stage < ResNetSize.STAGES; stage++) {
      for (int block = 0; block < size.blocksPerStage(); block++) {
        String place = ResNetSize.nameOf(stage, block);
        places.addAll(List.of(place + ".activation1", place + ".activation2"));
      }
    }
    return List.copyOf(places);
  }
}
