package org.ash.reference;

import static org.ash.reference.Computation.dot;
import static org.ash.reference.Computation.largestDifference;
import static org.ash.reference.Computation.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.ash.ir.Convolution;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConvolutionKernelsTest {
  private static final long SEED = 20;

  /** Window, x [N, C, H, W], weight [M, C/group, kH, kW]. */
  static Stream<Arguments> windows() {
    return Stream.of(
        arguments(Window.of(1, 0), dims(2, 3, 5, 4), dims(4, 3, 1, 1)),
        arguments(Window.of(1, 1), dims(2, 3, 5, 4), dims(4, 3, 3, 3)),
        arguments(Window.of(2, 1), dims(2, 2, 7, 6), dims(3, 2, 3, 3)),
        arguments(Window.of(3, 0), dims(1, 2, 8, 7), dims(3, 2, 2, 3)),
        arguments(Window.of(2, 0), dims(2, 2, 6, 5), dims(3, 2, 1, 1)),
        arguments(Window.of(1, 2).withDilation(2), dims(2, 2, 6, 5), dims(3, 2, 3, 3)),
        arguments(Window.of(1, 1).withGroup(2), dims(2, 4, 5, 4), dims(6, 2, 3, 3)),
        arguments(Window.of(1, 1).withGroup(3), dims(2, 3, 5, 4), dims(3, 1, 3, 3)),
        arguments(new Window(2, 1, 0, 1, 2, 3, 1, 2, 2), dims(2, 4, 7, 6), dims(2, 2, 2, 3)),
        arguments(new Window(1, 3, 3, 0, 1, 4, 2, 1, 1), dims(1, 2, 5, 9), dims(2, 2, 3, 2)));
  }

  @Test
  void conv_givesTheValuesOfOnnxsExample() {
    Tensor x = Tensor.generate(DType.FLOAT64, Shape.of(1, 1, 7, 5), i -> i);
    Tensor ones = Tensor.generate(DType.FLOAT64, Shape.of(1, 1, 3, 3), i -> 1);
    assertArrayEquals(
        new double[] {12, 27, 24, 63, 108, 81, 123, 198, 141, 112, 177, 124},
        Computation.of(new Convolution.Conv(Window.of(2, 1)), x, ones).values());
  }

  @ParameterizedTest
  @MethodSource("windows")
  void conv_isTheSumOfItsDefinition(Window window, long[] image, long[] weight) {
    Tensor x = normal(SEED, "x", image);
    Tensor w = normal(SEED, "w", weight);
    Tensor y = Computation.of(new Convolution.Conv(window), x, w).evaluate().get(0);
    assertEquals(0, largestDifference(definition(window, x, w, y.shape()), y.toDoubles()), 1e-13);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void gradients_areTheAdjointsOfConv(Window window, long[] image, long[] weight) {
    Tensor x = normal(SEED, "x", image);
    Tensor w = normal(SEED, "w", weight);
    Tensor y = Computation.of(new Convolution.Conv(window), x, w).evaluate().get(0);
    Tensor dy = normal(SEED, "dy", y.shape().dims());
    double product = dot(y.toDoubles(), dy.toDoubles());
    double[] dx =
        Computation.of(
                new Convolution.ConvInputGradient(window, SymbolicShape.of(x.shape())), dy, w)
            .values();
    assertEquals(product, dot(dx, x.toDoubles()), 1e-11, "input gradient");
    double[] dw =
        Computation.of(new Convolution.ConvWeightGradient(window, w.shape()), x, dy).values();
    assertEquals(product, dot(dw, w.toDoubles()), 1e-11, "weight gradient");
  }

  /** ONNX's definition, pixel by pixel, looking up zeros outside the image. */
  private static double[] definition(Window window, Tensor x, Tensor w, Shape shape) {
    double[] y = new double[(int) shape.size()];
    int at = 0;
    long channels = w.shape().dim(1);
    for (int n = 0; n < shape.dim(0); n++) {
      for (int m = 0; m < shape.dim(1); m++) {
        long group = m / (shape.dim(1) / window.group());
        for (int oh = 0; oh < shape.dim(2); oh++) {
          for (int ow = 0; ow < shape.dim(3); ow++) {
            for (int c = 0; c < channels; c++) {
              for (int kh = 0; kh < w.shape().dim(2); kh++) {
                for (int kw = 0; kw < w.shape().dim(3); kw++) {
                  long h =
                      (long) oh * window.strideH()
                          - window.padTop()
                          + (long) kh * window.dilationH();
                  long v =
                      (long) ow * window.strideW()
                          - window.padLeft()
                          + (long) kw * window.dilationW();
                  y[at] += at(x, n, group * channels + c, h, v) * at(w, m, c, kh, kw);
                }
              }
            }
            at++;
          }
        }
      }
    }
    return y;
  }

  private static double at(Tensor tensor, long... index) {
    long position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      long extent = tensor.shape().dim(axis);
      if (index[axis] < 0 || index[axis] >= extent) {
        return 0;
      }
      position = position * extent + index[axis];
    }
    return tensor.get((int) position);
  }

  private static long[] dims(long... dims) {
    return dims;
  }
}
