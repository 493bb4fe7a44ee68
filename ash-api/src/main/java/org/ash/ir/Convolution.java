package org.ash.ir;

import java.util.List;
import org.ash.tensor.Shape;

/** 2-D convolution and its two gradients. Images are [N, C, H, W], weights [M, C/group, kH, kW]. */
public sealed interface Convolution extends Op {

  /** Strides, padding, dilation, groups. */
  Window window();

  /**
   * 2-D convolution, ONNX Conv-11 without bias. {@code x [N, C, H, W]}, {@code w [M, C/group, kH,
   * kW]} -> {@code [N, M, oH, oW]} with {@code oH = floor((H + padTop + padBottom - dilationH * (kH
   * - 1) - 1) / strideH) + 1}. Cross-correlation: the kernel is not flipped. H and W are static.
   *
   * <p>Throws {@link ShapeException} when C is not divisible by group, w does not fit C, or the
   * window does not fit the image.
   */
  record Conv(Window window) implements Convolution {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating().expectRank(0, 4).expectRank(1, 4);
      return List.of(in.type(0).withShape(output(in, window, in.shape(0), in.shape(1).toShape())));
    }
  }

  /**
   * Gradient of {@link Conv} with respect to x: {@code dy [N, M, oH, oW]}, {@code w [M, C/group,
   * kH, kW]} -> {@code dx} of {@code inputShape [N, C, H, W]}, the transpose of the linear map x ->
   * y.
   */
  record ConvInputGradient(Window window, SymbolicShape inputShape) implements Convolution {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating().expectRank(0, 4).expectRank(1, 4);
      in.expectShape(0, output(in, window, inputShape, in.shape(1).toShape()));
      return List.of(in.type(0).withShape(inputShape));
    }
  }

  /**
   * Gradient of {@link Conv} with respect to w: {@code x [N, C, H, W]}, {@code dy [N, M, oH, oW]}
   * -> {@code dw} of {@code weightShape [M, C/group, kH, kW]}, summed over the batch.
   */
  record ConvWeightGradient(Window window, Shape weightShape) implements Convolution {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating().expectRank(0, 4).expectRank(1, 4);
      in.expectShape(1, output(in, window, in.shape(0), weightShape));
      return List.of(in.type(0).withShape(SymbolicShape.of(weightShape)));
    }
  }

  private static SymbolicShape output(
      Operands in, Window window, SymbolicShape image, Shape weight) {
    if (weight.rank() != 4 || image.rank() != 4) {
      throw in.error("expects an image and a weight of rank 4");
    }
    if (!image.dim(1).isStatic() || !image.dim(2).isStatic() || !image.dim(3).isStatic()) {
      throw in.error("expects an image with static channels, height and width");
    }
    long channels = image.dim(1).extent();
    int group = window.group();
    if (channels % group != 0 || weight.dim(0) % group != 0 || channels / group != weight.dim(1)) {
      throw in.error(
          "weight "
              + weight
              + " expects "
              + weight.dim(1) * group
              + " input channels (group "
              + group
              + "), input "
              + image
              + " has "
              + channels);
    }
    long height = window.outputHeight(image.dim(2).extent(), weight.dim(2));
    long width = window.outputWidth(image.dim(3).extent(), weight.dim(3));
    if (height < 1 || width < 1) {
      throw in.error("the window of weight " + weight + " does not fit the image " + image);
    }
    return SymbolicShape.of(
        image.dim(0), Dimension.of(weight.dim(0)), Dimension.of(height), Dimension.of(width));
  }
}
