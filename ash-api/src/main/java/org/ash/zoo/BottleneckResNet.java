package org.ash.zoo;

import org.ash.activation.Activation;
import org.ash.ir.Value;
import org.ash.nn.MaxPooling;

/**
 * Residual networks of bottlenecks for ImageNet: a 7 x 7 convolution of stride 2, normalization,
 * activation and the largest of 3 x 3 squares at stride 2; stages of blocks of 1 x 1, 3 x 3 and 1 x
 * 1 convolutions; global average; dense. The stride of a block is in its 3 x 3 convolution.
 *
 * <p>Version 1.5 (He et al., CVPR 2016, with the stride moved as all later programs have it)
 * normalizes and activates behind each convolution; where the shape changes, the shortcut is a
 * normalized 1 x 1 convolution. ResNet-50 with 1,000 classes and ReLU has 25,557,032 parameters.
 *
 * <p>Version 2 (He et al., ECCV 2016) normalizes and activates before each convolution, and once
 * more before the average; its stem is activated already, so that the very first block does not
 * normalize its input again; shortcuts are convolutions of the activated input without
 * normalization. ResNet-50-v2 has 25,549,352 parameters.
 */
public final class BottleneckResNet extends ZooNetwork {
  /** Channels of a block's result by those of its 3 x 3 convolution. */
  private static final int EXPANSION = 4;

  private final BottleneckSize size;
  private final Version version;

  /** Where blocks normalize and activate. */
  public enum Version {
    /** Behind each convolution. */
    V1_5,
    /** Before each convolution. */
    V2
  }

  /**
   * A network.
   *
   * @param name of the architecture
   * @param size blocks, channels, image
   * @param version where blocks normalize and activate
   * @param activation used at every place
   * @param classes at least 2
   */
  public BottleneckResNet(
      String name, BottleneckSize size, Version version, Activation activation, int classes) {
    super(name, size.inputShape(), activation, classes);
    this.size = size;
    this.version = version;
  }

  @Override
  Value write(NetworkWriter to, Value x) {
    Value y = to.convActivated("stem", "", size.width(), 7, 2, x);
    y = new MaxPooling(3, 2, 1).write(to.layers(), "stem.pool", y);
    for (int stage = 0; stage < size.blocksPerStage().size(); stage++) {
      for (int block = 0; block < size.blocksPerStage().get(stage); block++) {
        String place = ResNetSize.nameOf(stage, block);
        int stride = ResNetSize.firstHalves(stage, block);
        boolean first = stage == 0 && block == 0;
        y =
            version == Version.V2
                ? before(to, place, size.widthOf(stage), stride, first, y)
                : behind(to, place, size.widthOf(stage), stride, y);
      }
    }
    return to.head(classes(), version == Version.V2 ? to.activated("head", "", y) : y);
  }

  private static Value behind(NetworkWriter to, String place, int width, int stride, Value x) {
    int filters = EXPANSION * width;
    Value y = to.convActivated(place, "1", width, 1, 1, x);
    y = to.convActivated(place, "2", width, 3, stride, y);
    y = to.norm(place + ".norm3", to.conv(place + ".conv3", filters, 1, 1, y));
    Value shortcut = x;
    if (changes(x, filters, stride)) {
      shortcut = to.conv(place + ".shortcut", filters, 1, stride, x);
      shortcut = to.norm(place + ".shortcut_norm", shortcut);
    }
    return to.activate(place + ".activation3", to.add(place + ".add", y, shortcut));
  }

  private static Value before(
      NetworkWriter to, String place, int width, int stride, boolean first, Value x) {
    int filters = EXPANSION * width;
    Value activated = first ? x : to.activated(place, "1", x);
    Value y = to.conv(place + ".conv1", width, 1, 1, activated);
    y = to.conv(place + ".conv2", width, 3, stride, to.activated(place, "2", y));
    y = to.conv(place + ".conv3", filters, 1, 1, to.activated(place, "3", y));
    Value shortcut =
        changes(x, filters, stride)
            ? to.conv(place + ".shortcut", filters, 1, stride, activated)
            : x;
    return to.add(place + ".add", y, shortcut);
  }

  private static boolean changes(Value x, int filters, int stride) {
    return stride > 1 || x.type().dim(1).extent() != filters;
  }
}
