package org.ash.ir;

/**
 * How a 2-D window slides over an image: strides, zero padding, dilation, groups.
 *
 * @param strideH vertical stride, at least 1
 * @param strideW horizontal stride, at least 1
 * @param padTop rows of zeros above, at least 0
 * @param padLeft columns of zeros at the left, at least 0
 * @param padBottom rows of zeros below, at least 0
 * @param padRight columns of zeros at the right, at least 0
 * @param dilationH vertical distance of kernel taps, at least 1
 * @param dilationW horizontal distance of kernel taps, at least 1
 * @param group number of groups the channels are split into, at least 1
 */
public record Window(
    int strideH,
    int strideW,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int dilationH,
    int dilationW,
    int group) {

  /** Checks the ranges. */
  public Window {
    if (Math.min(strideH, strideW) < 1
        || Math.min(dilationH, dilationW) < 1
        || group < 1
        || Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
      throw new IllegalArgumentException(
          "A window has strides, dilations and group of at least 1 and padding of at least 0.");
    }
  }

  /** Stride and padding equal in both directions, no dilation, one group. */
  public static Window of(int stride, int pad) {
    return new Window(stride, stride, pad, pad, pad, pad, 1, 1, 1);
  }

  /** This window with both dilations replaced. */
  public Window withDilation(int dilation) {
    return new Window(
        strideH, strideW, padTop, padLeft, padBottom, padRight, dilation, dilation, group);
  }

  /** This window with the number of groups replaced. */
  public Window withGroup(int groups) {
    return new Window(
        strideH, strideW, padTop, padLeft, padBottom, padRight, dilationH, dilationW, groups);
  }

  /**
   * Number of vertical positions of a kernel of {@code kernelH} rows on an image of {@code height}
   * rows; below 1 when it does not fit.
   */
  public long outputHeight(long height, long kernelH) {
    return Math.floorDiv(height + padTop + padBottom - dilationH * (kernelH - 1) - 1, strideH) + 1;
  }

  /** Number of horizontal positions, as {@link #outputHeight}. */
  public long outputWidth(long width, long kernelW) {
    return Math.floorDiv(width + padLeft + padRight - dilationW * (kernelW - 1) - 1, strideW) + 1;
  }
}
