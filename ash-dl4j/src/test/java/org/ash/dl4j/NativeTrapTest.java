package org.ash.dl4j;

import java.util.List;
import org.ash.ir.ActivationComposite;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Normalization;
import org.ash.ir.Shaping;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Where ND4J's own operator is silently wrong or throws, this backend is right. */
final class NativeTrapTest {
  @Test
  void softmaxAlongChannelsOfAnImage_isThatOfEachPixel() {
    Tensor x = Computation.normal(DType.FLOAT32, 1, 2, 5, 4, 3);
    Agreement.check(Computation.of(new Normalization.Softmax(1), x), Tolerance.TRANSCENDENTAL);
  }

  @Test
  void gelu_isTheFormByErf() {
    Tensor x = Computation.normal(DType.FLOAT32, 2, 300);
    Agreement.check(Computation.of(new ActivationComposite.Gelu(), x), Tolerance.erfTimes("x0"));
  }

  @Test
  void softplusOfLargeNumbers_doesNotOverflow() {
    Tensor x = Tensor.ofFloats(new float[] {50, 89, 1000, 3e38f}, 4);
    Agreement.check(Computation.of(new Elementwise.Softplus(), x), Tolerance.TRANSCENDENTAL);
  }

  @Test
  void tanhOfSmallNumbers_isNotZero() {
    Tensor x = Tensor.ofFloats(new float[] {1e-10f, -1e-20f, 1e-4f}, 3);
    Agreement.check(Computation.of(new Elementwise.Tanh(), x), Tolerance.TRANSCENDENTAL);
  }

  @Test
  void slicesWithNegativeSteps_areNotEmpty() {
    Tensor x = Computation.normal(DType.FLOAT32, 3, 4, 6);
    Shaping.Slice backward =
        new Shaping.Slice(List.of(1), List.of(-1L), List.of(-100L), List.of(-2L));
    Agreement.check(Computation.of(backward, x), Tolerance.EXACT);
  }

  @Test
  void dilatedConvolution_doesNotThrow() {
    Tensor x = Computation.normal(DType.FLOAT32, 4, 2, 3, 9, 8);
    Tensor w = Computation.normal(DType.FLOAT32, 5, 4, 3, 3, 3);
    Agreement.check(
        Computation.of(new Convolution.Conv(Window.of(1, 2).withDilation(2)), x, w),
        Tolerance.sumOf(27));
  }

  @Test
  void bothGradientsOfOneConvolution_agreeWhenComputedTogether() {
    for (int stride = 1; stride <= 2; stride++) {
      Window window = Window.of(stride, 1);
      Shape image = Shape.of(9, 3, 8, 8);
      Tensor x = Computation.normal(DType.FLOAT32, 6, image.dims());
      Tensor w = Computation.normal(DType.FLOAT32, 7, 4, 3, 3, 3);
      long extent = window.outputHeight(8, 3);
      Tensor dy = Computation.normal(DType.FLOAT32, 8, 9, 4, extent, extent);
      Agreement.check(
          Computation.of(
              (g, in) ->
                  List.of(
                      g.apply(
                          new Convolution.ConvWeightGradient(window, w.shape()),
                          in.get(0),
                          in.get(2)),
                      g.apply(
                          new Convolution.ConvInputGradient(window, in.get(0).type().shape()),
                          in.get(2),
                          in.get(1))),
              x,
              w,
              dy),
          Tolerance.sumOf(9 * 64));
    }
  }
}
