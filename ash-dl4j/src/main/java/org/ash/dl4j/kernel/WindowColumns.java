package org.ash.dl4j.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Window;
import org.ash.tensor.DType;

/**
 * Which pixel of an image lies under which tap of the window at each position: copies pixels into
 * the matrix [terms, positions] and adds such a matrix back to the pixels.
 */
final class WindowColumns {
  private final Window window;
  private final int channels;
  private final int height;
  private final int width;
  private final int kernelH;
  private final int kernelW;
  private final int outputH;
  private final int outputW;

  WindowColumns(ConvolutionShape shape) {
    window = shape.window();
    channels = (int) shape.w().dim(1);
    height = (int) shape.x().dim(2);
    width = (int) shape.x().dim(3);
    kernelH = (int) shape.w().dim(2);
    kernelW = (int) shape.w().dim(3);
    outputH = (int) shape.y().dim(2);
    outputW = (int) shape.y().dim(3);
  }

  /** Whether the matrix is the image: windows of one pixel, one at each. */
  boolean isImageItself() {
    return kernelH == 1
        && kernelW == 1
        && outputH == height
        && outputW == width
        && window.padTop() == 0
        && window.padLeft() == 0
        && window.strideH() == 1
        && window.strideW() == 1;
  }

  /** Part of a row of the matrix and the pixels that belong to it. */
  private interface Row {
    /**
     * Positions {@code at} to {@code at + count - 1} of the matrix see the pixels {@code pixel},
     * {@code pixel + stride}, ...
     */
    void visit(int at, int pixel, int count);
  }

  private void forEachRow(int first, Row row) {
    for (int c = 0; c < channels; c++) {
      for (int kh = 0; kh < kernelH; kh++) {
        for (int kw = 0; kw < kernelW; kw++) {
          int line = ((c * kernelH + kh) * kernelW + kw) * outputH;
          // Pixel w = ow * strideW + left lies in the image for from <= ow < to.
          int left = kw * window.dilationW() - window.padLeft();
          int from = Math.max(0, Math.floorDiv(window.strideW() - 1 - left, window.strideW()));
          int to = Math.min(outputW, Math.floorDiv(width - 1 - left, window.strideW()) + 1);
          for (int oh = 0; oh < outputH && from < to; oh++) {
            int h = oh * window.strideH() - window.padTop() + kh * window.dilationH();
            if (h >= 0 && h < height) {
              int pixel = first + (c * height + h) * width + from * window.strideW() + left;
              row.visit((line + oh) * outputW + from, pixel, to - from);
            }
          }
        }
      }
    }
  }

  /** Copies the pixels of the image that begins at {@code first} into the matrix. */
  void gather(NativeArray image, int first, NativeArray matrix) {
    matrix.clear();
    ByteBuffer from = image.bytes();
    ByteBuffer to = matrix.bytes();
    int bytes = image.dtype().byteSize();
    int stride = window.strideW();
    forEachRow(
        first,
        (at, pixel, count) -> {
          if (stride == 1) {
            to.put(at * bytes, from, pixel * bytes, count * bytes);
          } else if (bytes == Float.BYTES) {
            for (int i = 0; i < count; i++) {
              to.putInt((at + i) * Float.BYTES, from.getInt((pixel + i * stride) * Float.BYTES));
            }
          } else {
            for (int i = 0; i < count; i++) {
              to.putLong(
                  (at + i) * Double.BYTES, from.getLong((pixel + i * stride) * Double.BYTES));
            }
          }
        });
  }

  /** Adds the elements of the matrix to the pixels they belong to. */
  void addBack(NativeArray matrix, NativeArray image, int first) {
    int size = channels * height * width;
    if (image.dtype() == DType.FLOAT32) {
      float[] pixels = new float[size];
      float[] line = new float[outputW];
      image.read(first, pixels, 0, size);
      forEachRow(
          0,
          (at, pixel, count) -> {
            matrix.read(at, line, 0, count);
            for (int i = 0; i < count; i++) {
              pixels[pixel + i * window.strideW()] += line[i];
            }
          });
      image.write(first, pixels, size);
    } else {
      double[] pixels = new double[size];
      double[] line = new double[outputW];
      Arrays.setAll(pixels, i -> image.real(first + i));
      forEachRow(
          0,
          (at, pixel, count) -> {
            matrix.read(at, line, 0, count);
            for (int i = 0; i < count; i++) {
              pixels[pixel + i * window.strideW()] += line[i];
            }
          });
      image.write(first, pixels, size);
    }
  }
}
