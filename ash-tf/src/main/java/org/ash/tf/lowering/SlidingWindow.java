package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.Shape;
import org.tensorflow.Output;

/**
 * One convolution as a chain of linear maps: padding (or, for dilated kernels, space to batch), a
 * dense kernel without dilation, back (batch to space), and for strides that the kernel cannot take
 * a subsampling. Each gradient is the chain of the transposed maps.
 *
 * <p>TensorFlow's own dilated kernels are not used: some give wrong gradients, some end the
 * process.
 */
final class SlidingWindow {
  private final LoweringScope tf;
  private final Dimension samples;
  private final Axis vertical;
  private final Axis horizontal;
  private final long channels;
  private final ConvolutionKernel kernel;
  private final boolean dilated;
  private final boolean same;

  private SlidingWindow(
      LoweringScope tf,
      SymbolicShape image,
      Axis vertical,
      Axis horizontal,
      ConvolutionKernel kernel,
      boolean same) {
    this.tf = tf;
    this.samples = image.dim(0);
    this.channels = image.dim(1).extent();
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.kernel = kernel;
    this.dilated = vertical.dilation > 1 || horizontal.dilation > 1;
    this.same = same;
  }

  static SlidingWindow of(LoweringScope tf, Window window, SymbolicShape image, Shape weight) {
    long channels = image.dim(1).extent();
    boolean depthwise = window.group() > 1 && window.group() == channels;
    boolean dilated = window.dilationH() > 1 || window.dilationW() > 1;
    // Space to batch wants stride 1, TensorFlow's depthwise kernels one stride for both axes.
    boolean subsampled = dilated || (depthwise && window.strideH() != window.strideW());
    Axis vertical =
        new Axis(
            image.dim(2).extent(),
            weight.dim(2),
            window.strideH(),
            window.padTop(),
            window.padBottom(),
            window.dilationH(),
            subsampled);
    Axis horizontal =
        new Axis(
            image.dim(3).extent(),
            weight.dim(3),
            window.strideW(),
            window.padLeft(),
            window.padRight(),
            window.dilationW(),
            subsampled);
    boolean same = !dilated && vertical.isSame() && horizontal.isSame();
    ConvolutionKernel kernel =
        new ConvolutionKernel(
            tf,
            weight,
            window.group(),
            depthwise,
            vertical.kernelStride(),
            horizontal.kernelStride(),
            same ? "SAME" : "VALID");
    return new SlidingWindow(tf, image, vertical, horizontal, kernel, same);
  }

  /** {@code y} from {@code x}, both NHWC. */
  Output<?> forward(Output<?> x, Output<?> w) {
    Output<?> y = kernel.forward(prepared(x), w);
    if (dilated) {
      y = tf.op("BatchToSpaceND", y, blocks(), cropsAfter());
    }
    return ConvolutionKernel.subsampled(tf, y, vertical.subsampling(), horizontal.subsampling());
  }

  /** {@code dx} from {@code dy}, both NHWC. */
  Output<?> inputGradient(Output<?> dy, Output<?> w) {
    Dimension count = samples.times(Dimension.of((long) vertical.dilation * horizontal.dilation));
    List<Dimension> prepared =
        ConvolutionLowering.nhwc(
            count, vertical.preparedExtent(same), horizontal.preparedExtent(same), channels);
    Output<?> dx = kernel.inputGradient(tf.shape(prepared), atKernel(dy), w);
    if (dilated) {
      return tf.op("BatchToSpaceND", dx, blocks(), paddings());
    }
    if (same || !isPadded()) {
      return dx;
    }
    return tf.op("Slice")
        .in(
            dx,
            tf.ints(0, vertical.before, horizontal.before, 0),
            tf.ints(-1, vertical.extent, horizontal.extent, -1))
        .one();
  }

  /** {@code dw} [kH, kW, C, M] from {@code x} and {@code dy}, both NHWC. */
  Output<?> weightGradient(Output<?> x, Output<?> dy) {
    return kernel.weightGradient(prepared(x), atKernel(dy));
  }

  private Output<?> prepared(Output<?> x) {
    if (dilated) {
      return tf.once(
          List.of("space", x, vertical, horizontal),
          () -> tf.op("SpaceToBatchND", x, blocks(), paddings()));
    }
    if (same || !isPadded()) {
      return x;
    }
    return tf.once(
        List.of("pad", x, vertical.before, vertical.after, horizontal.before, horizontal.after),
        () ->
            tf.op(
                "Pad",
                x,
                tf.matrix(
                    0,
                    0,
                    vertical.before,
                    vertical.after,
                    horizontal.before,
                    horizontal.after,
                    0,
                    0)));
  }

  /** The gradient at the output of the dense kernel. */
  private Output<?> atKernel(Output<?> dy) {
    Output<?> gradient = dy;
    if (vertical.subsampling() > 1 || horizontal.subsampling() > 1) {
      List<Dimension> full =
          ConvolutionLowering.nhwc(
              samples, vertical.fullExtent(), horizontal.fullExtent(), kernel.outputChannels());
      gradient =
          tf.op("StridedSliceGrad")
              .in(tf.shape(full), tf.ints(0, 0, 0, 0), tf.ints(0, 0, 0, 0), subsampling(), gradient)
              .attr("begin_mask", 15)
              .attr("end_mask", 15)
              .one();
    }
    return dilated ? tf.op("SpaceToBatchND", gradient, blocks(), cropsAfter()) : gradient;
  }

  private boolean isPadded() {
    return vertical.before + vertical.after + horizontal.before + horizontal.after > 0;
  }

  private Output<?> blocks() {
    return tf.ints(vertical.dilation, horizontal.dilation);
  }

  private Output<?> paddings() {
    return tf.matrix(
        vertical.before,
        vertical.after + vertical.remainder(),
        horizontal.before,
        horizontal.after + horizontal.remainder());
  }

  private Output<?> cropsAfter() {
    return tf.matrix(0, vertical.remainder(), 0, horizontal.remainder());
  }

  private Output<?> subsampling() {
    return tf.ints(1, vertical.subsampling(), horizontal.subsampling(), 1);
  }

  /** One direction in which the window slides. */
  private record Axis(
      long extent,
      long kernelExtent,
      int stride,
      int before,
      int after,
      int dilation,
      boolean subsampled) {

    int kernelStride() {
      return subsampled ? 1 : stride;
    }

    int subsampling() {
      return subsampled ? stride : 1;
    }

    /** Number of positions at stride 1. */
    long fullExtent() {
      return extent + before + after - dilation * (kernelExtent - 1);
    }

    /** What the padded extent lacks to a multiple of the dilation. */
    int remainder() {
      return (int) Math.floorMod(-(extent + before + after), (long) dilation);
    }

    /** The extent that the dense kernel sees. */
    long preparedExtent(boolean same) {
      return same ? extent : (extent + before + after + remainder()) / dilation;
    }

    /** Whether the padding is what TensorFlow calls SAME. */
    boolean isSame() {
      long positions = (extent + kernelStride() - 1) / kernelStride();
      long total = Math.max((positions - 1) * kernelStride() + kernelExtent - extent, 0);
      return before == total / 2 && after == total - total / 2;
    }
  }
}
