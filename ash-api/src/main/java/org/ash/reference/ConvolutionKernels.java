package org.ash.reference;

import java.util.List;
import org.ash.ir.Convolution;
import org.ash.ir.Window;

/**
 * Kernels of {@link Convolution}. All three are the same sum over the products {@code x[n, c, h, w]
 * * weight[m, c', kh, kw]} that make up {@code y[n, m, oh, ow]}, read in three directions.
 */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Convolution.Conv.class, ConvolutionKernels::conv)
        .on(Convolution.ConvInputGradient.class, ConvolutionKernels::convInputGradient)
        .on(Convolution.ConvWeightGradient.class, ConvolutionKernels::convWeightGradient);
  }

  private static void conv(Convolution.Conv op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] weight = in.get(1).reals();
    double[] y = out.get(0).reals();
    forEachRow(
        op.window(),
        in.get(0),
        in.get(1),
        out.get(0),
        (atX, stride, atWeight, atY, count) -> {
          for (int ow = 0; ow < count; ow++) {
            y[atY + ow] += x[atX + ow * stride] * weight[atWeight];
          }
        });
  }

  private static void convInputGradient(
      Convolution.ConvInputGradient op, List<NdArray> in, List<NdArray> out) {
    double[] dy = in.get(0).reals();
    double[] weight = in.get(1).reals();
    double[] dx = out.get(0).reals();
    forEachRow(
        op.window(),
        out.get(0),
        in.get(1),
        in.get(0),
        (atX, stride, atWeight, atY, count) -> {
          for (int ow = 0; ow < count; ow++) {
            dx[atX + ow * stride] += dy[atY + ow] * weight[atWeight];
          }
        });
  }

  private static void convWeightGradient(
      Convolution.ConvWeightGradient op, List<NdArray> in, List<NdArray> out) {
    double[] x = in.get(0).reals();
    double[] dy = in.get(1).reals();
    double[] dweight = out.get(0).reals();
    forEachRow(
        op.window(),
        in.get(0),
        out.get(0),
        in.get(1),
        (atX, stride, atWeight, atY, count) -> {
          double sum = 0;
          for (int ow = 0; ow < count; ow++) {
            sum += x[atX + ow * stride] * dy[atY + ow];
          }
          dweight[atWeight] += sum;
        });
  }

  /** Part of a row of the output, what one weight does to it, and the pixels it takes. */
  private interface Row {
    /**
     * The products of {@code weight[atWeight]} with {@code x[atX + ow * stride]} that belong to
     * {@code y[atY + ow]}, {@code 0 <= ow < count}.
     */
    void visit(int atX, int stride, int atWeight, int atY, int count);
  }

  private static void forEachRow(Window window, NdArray x, NdArray weight, NdArray y, Row row) {
    int height = x.dim(2);
    int width = x.dim(3);
    int outputs = y.dim(1);
    int groupInputs = weight.dim(1);
    int groupOutputs = outputs / window.group();
    for (int n = 0; n < x.dim(0); n++) {
      for (int m = 0; m < outputs; m++) {
        for (int c = 0; c < groupInputs; c++) {
          int plane = n * x.dim(1) + m / groupOutputs * groupInputs + c;
          for (int kh = 0; kh < weight.dim(2); kh++) {
            for (int kw = 0; kw < weight.dim(3); kw++) {
              int atWeight = ((m * groupInputs + c) * weight.dim(2) + kh) * weight.dim(3) + kw;
              // Pixel w = ow * strideW + left lies in the image for first <= ow <= last.
              int left = kw * window.dilationW() - window.padLeft();
              int first = Math.max(0, Math.floorDiv(window.strideW() - 1 - left, window.strideW()));
              int last = Math.floorDiv(width - 1 - left, window.strideW());
              int count = Math.min(last, y.dim(3) - 1) + 1 - first;
              for (int oh = 0; oh < y.dim(2); oh++) {
                int h = oh * window.strideH() - window.padTop() + kh * window.dilationH();
                if (h >= 0 && h < height) {
                  int atX = (plane * height + h) * width + first * window.strideW() + left;
                  int atY = ((n * outputs + m) * y.dim(2) + oh) * y.dim(3) + first;
                  row.visit(atX, window.strideW(), atWeight, atY, count);
                }
              }
            }
          }
        }
      }
    }
  }
}
