package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.ash.ir.Dimension;
import org.ash.tensor.Shape;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * TensorFlow's convolution kernels without dilation: dense, depthwise where each channel is a group
 * of its own, and group by group otherwise (the gradients of grouped convolutions have no CPU
 * kernel).
 */
final class ConvolutionKernel {
  /** Channels come last in images, output channels in weights. */
  private static final int LAST = 3;

  private final LoweringScope tf;
  private final Shape weight;
  private final int group;
  private final boolean depthwise;
  private final int strideH;
  private final int strideW;
  private final String padding;

  /**
   * A kernel.
   *
   * @param weight logical shape of the weight, [M, C/group, kH, kW]
   * @param padding SAME or VALID
   */
  ConvolutionKernel(
      LoweringScope tf,
      Shape weight,
      int group,
      boolean depthwise,
      int strideH,
      int strideW,
      String padding) {
    this.tf = tf;
    this.weight = weight;
    this.group = group;
    this.depthwise = depthwise;
    this.strideH = strideH;
    this.strideW = strideW;
    this.padding = padding;
  }

  long outputChannels() {
    return weight.dim(0);
  }

  Output<?> forward(Output<?> x, Output<?> w) {
    if (depthwise) {
      return windowed(tf.op("DepthwiseConv2dNative").in(x, depthwiseWeight(w)));
    }
    return perGroup(x, w, (xs, ws) -> windowed(tf.op("Conv2D").in(xs, ws)));
  }

  /** {@code sizes} is the shape of dx, with the channels of all groups. */
  Output<?> inputGradient(Output<?> sizes, Output<?> dy, Output<?> w) {
    if (depthwise) {
      return windowed(
          tf.op("DepthwiseConv2dNativeBackpropInput").in(sizes, depthwiseWeight(w), dy));
    }
    // Of the sizes the kernel takes the channels from the weight, which must agree: per group.
    Output<?> groupSizes =
        group == 1
            ? sizes
            : tf.op(
                "ConcatV2",
                List.of(tf.op("Slice", sizes, tf.ints(0), tf.ints(3)), tf.ints(weight.dim(1))),
                tf.integer(0));
    return perGroup(
        dy, w, (dys, ws) -> windowed(tf.op("Conv2DBackpropInput").in(groupSizes, ws, dys)));
  }

  Output<?> weightGradient(Output<?> x, Output<?> dy) {
    long[] sizes = {weight.dim(2), weight.dim(3), weight.dim(1), weight.dim(0)};
    if (depthwise) {
      Output<?> filterSizes = tf.ints(weight.dim(2), weight.dim(3), group, weight.dim(0) / group);
      Output<?> dw = windowed(tf.op("DepthwiseConv2dNativeBackpropFilter").in(x, filterSizes, dy));
      return tf.reshape(dw, dims(sizes));
    }
    sizes[3] /= group;
    if (weight.dim(2) == 1 && weight.dim(3) == 1) {
      Output<?> seen = subsampled(tf, x, strideH, strideW);
      return perGroup(seen, dy, (xs, dys) -> windowed(weightGradient(xs, sizes, dys), 1, 1));
    }
    return perGroup(x, dy, (xs, dys) -> windowed(weightGradient(xs, sizes, dys)));
  }

  private OperationCall weightGradient(Output<?> x, long[] sizes, Output<?> dy) {
    return tf.op("Conv2DBackpropFilter").in(x, tf.ints(sizes), dy);
  }

  /**
   * What a 1 x 1 kernel with these strides sees of NHWC images. The weight gradient is taken from
   * that, at stride 1: with strides, oneDNN's kernel for AVX2 gives wrong numbers for fewer than 8
   * channels (TensorFlow 2.18).
   */
  static Output<?> subsampled(LoweringScope tf, Output<?> x, long strideH, long strideW) {
    if (strideH == 1 && strideW == 1) {
      return x;
    }
    return tf.op("StridedSlice")
        .in(x, tf.ints(0, 0, 0, 0), tf.ints(0, 0, 0, 0), tf.ints(1, strideH, strideW, 1))
        .attr("begin_mask", 15)
        .attr("end_mask", 15)
        .one();
  }

  /** [kH, kW, 1, C * multiplier] is, element by element, [kH, kW, C, multiplier]. */
  private Output<?> depthwiseWeight(Output<?> w) {
    return tf.reshape(w, dims(weight.dim(2), weight.dim(3), group, weight.dim(0) / group));
  }

  private Output<?> perGroup(Output<?> a, Output<?> b, BinaryOperator<Output<?>> kernel) {
    if (group == 1) {
      return kernel.apply(a, b);
    }
    List<Output<?>> as = split(a);
    List<Output<?>> bs = split(b);
    List<Output<?>> results = new ArrayList<>();
    for (int i = 0; i < group; i++) {
      results.add(kernel.apply(as.get(i), bs.get(i)));
    }
    return tf.op("ConcatV2", results, tf.integer(LAST));
  }

  private List<Output<?>> split(Output<?> x) {
    Operation split = tf.op("Split").in(tf.integer(LAST), x).attr("num_split", group).write();
    List<Output<?>> parts = new ArrayList<>();
    for (int i = 0; i < group; i++) {
      parts.add(OperationCall.output(split, i));
    }
    return parts;
  }

  private Output<?> windowed(OperationCall call) {
    return windowed(call, strideH, strideW);
  }

  private Output<?> windowed(OperationCall call, int vertical, int horizontal) {
    return call.attr("strides", 1, vertical, horizontal, 1)
        .attr("padding", padding)
        .attr("data_format", "NHWC")
        .one();
  }

  private static List<Dimension> dims(long... extents) {
    return Arrays.stream(extents).mapToObj(Dimension::of).toList();
  }
}
