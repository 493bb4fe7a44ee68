package org.ash.conformance.rule;

import java.util.List;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.nn.Network;
import org.ash.zoo.BottleneckResNet;
import org.ash.zoo.BottleneckSize;
import org.ash.zoo.CifarResNet;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
import org.ash.zoo.PreActivationResNet;
import org.ash.zoo.ResNetSize;
import org.ash.zoo.Vgg;
import org.ash.zoo.VggSize;
import org.ash.zoo.WideResNet;

/**
 * A network of each family of the zoo, so small that the oracle trains it in a moment, and yet with
 * everything that the large ones have: projected shortcuts, dropout, bottlenecks, transitions, both
 * stems, images that are flattened while they have rows and columns.
 */
final class ReducedZoo {
  private static final int CLASSES = 3;
  private static final Activation ASH = Activations.parse("ash");

  private ReducedZoo() {}

  /** The networks; their names are those of the families. */
  static List<Network> networks() {
    ResNetSize cifar = new ResNetSize(1, 2, 8);
    BottleneckSize imageNet = new BottleneckSize(List.of(1, 1), 2, 18);
    DenseNetSize dense = new DenseNetSize(List.of(2, 1), 2, 3, false, 1, false, 6);
    DenseNetSize compressed = new DenseNetSize(List.of(1, 1), 2, 4, true, 0.5, true, 16);
    return List.of(
        new CifarResNet("resnet", cifar, ASH, CLASSES),
        new PreActivationResNet("resnet-preactivation", cifar, ASH, CLASSES),
        new WideResNet("wrn", cifar, 2, 0.3, ASH, CLASSES),
        new DenseNet("densenet", dense, 0.2, ASH, CLASSES),
        new DenseNet("densenet-bc", compressed, 0, ASH, CLASSES),
        new Vgg("vgg", new VggSize(List.of(1, 2), 3, 4, 10), ASH, CLASSES),
        new BottleneckResNet("resnet-v1.5", imageNet, BottleneckResNet.Version.V1_5, ASH, CLASSES),
        new BottleneckResNet("resnet-v2", imageNet, BottleneckResNet.Version.V2, ASH, CLASSES));
  }
}
