package org.ash.nn;

import org.ash.ir.Convolution;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.ir.Window;
import org.ash.tensor.Shape;

/**
 * 2-D convolution without bias: {@code x [N, C, H, W]} -> {@code [N, filters, oH, oW]}, parameter
 * {@code weight [filters, C / group, kernel, kernel]}. A bias would be undone by the normalization
 * that follows.
 *
 * @param filters channels of the result, at least 1
 * @param kernel rows and columns of the kernel, at least 1
 * @param window strides, padding, dilation, groups
 * @param initializer of the weight
 */
public record Conv2D(int filters, int kernel, Window window, Initializer initializer)
    implements Layer {

  /** Checks the ranges. */
  public Conv2D {
    if (filters < 1 || kernel < 1) {
      throw new IllegalArgumentException(
          "A convolution has at least 1 filter and a kernel of at least 1, given "
              + filters
              + " and "
              + kernel
              + ".");
    }
  }

  /**
   * A convolution that keeps the image's size at stride 1 (odd kernels), initialized as He et al.
   * do for residual networks: normal with variance 2 / fan-out.
   */
  public static Conv2D same(int filters, int kernel, int stride) {
    return new Conv2D(
        filters, kernel, Window.of(stride, kernel / 2), Initializers.heNormalFanOut());
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    long channels = x.type().dim(1).extent();
    Shape shape = Shape.of(filters, channels / window.group(), kernel, kernel);
    Value weight = layers.parameter(name + ".weight", shape, Variable.Role.WEIGHT, initializer);
    return layers.graph().apply(name, new Convolution.Conv(window), x, weight);
  }
}
