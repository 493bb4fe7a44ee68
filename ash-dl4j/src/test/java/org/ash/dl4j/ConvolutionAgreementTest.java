package org.ash.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ash.ir.Convolution;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution and both gradients agree with the oracle over strides, paddings, dilations, groups
 * and kernels. Both ways are taken: oneDNN, and matrix products where it does not fit. build.
 */
final class ConvolutionAgreementTest {

  /** A window with the shapes it slides over. */
  record Case(Window window, long n, long c, long h, long w, long m, long kh, long kw) {
    Shape weight() {
      return Shape.of(m, c / window.group(), kh, kw);
    }

    Shape output() {
      return Shape.of(n, m, window.outputHeight(h, kh), window.outputWidth(w, kw));
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int stride = 1; stride <= 3; stride++) {
      for (int pad = 0; pad <= 2; pad++) {
        cases.add(new Case(Window.of(stride, pad), 2, 3, 8, 9, 4, 3, 3));
        cases.add(new Case(Window.of(stride, pad), 2, 3, 7, 6, 4, 1, 1));
        cases.add(new Case(Window.of(stride, pad).withDilation(2), 2, 3, 9, 8, 4, 3, 3));
      }
      cases.add(new Case(Window.of(stride, 1).withGroup(2), 2, 4, 7, 6, 6, 3, 3));
      cases.add(new Case(Window.of(stride, 1).withGroup(4), 2, 4, 7, 6, 4, 3, 3));
      cases.add(new Case(Window.of(stride, 1).withGroup(4), 2, 4, 7, 6, 8, 3, 2));
      cases.add(new Case(Window.of(stride, 2).withGroup(4).withDilation(2), 2, 4, 9, 8, 4, 3, 3));
      cases.add(new Case(Window.of(stride, 2).withGroup(2).withDilation(3), 2, 4, 9, 8, 4, 3, 3));
    }
    cases.add(new Case(new Window(1, 1, 0, 1, 2, 3, 1, 1, 1), 1, 2, 6, 5, 3, 3, 2));
    cases.add(new Case(new Window(2, 1, 1, 0, 1, 2, 1, 1, 1), 3, 2, 6, 5, 3, 3, 5));
    cases.add(new Case(new Window(1, 2, 1, 1, 1, 1, 1, 1, 2), 2, 2, 6, 5, 2, 3, 3));
    cases.add(new Case(new Window(1, 2, 1, 1, 0, 1, 1, 3, 1), 2, 2, 6, 9, 2, 2, 3));
    cases.add(new Case(new Window(2, 2, 0, 0, 1, 1, 1, 1, 1), 2, 3, 8, 8, 4, 3, 3));
    cases.add(new Case(Window.of(1, 0), 1, 1, 1, 1, 1, 1, 1));
    cases.add(new Case(Window.of(1, 1), 4, 16, 16, 16, 16, 3, 3));
    cases.add(new Case(Window.of(2, 3), 1, 3, 15, 15, 8, 7, 7));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void conv_agreesWithTheOracle(Case c) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor x = Computation.normal(dtype, 1, c.n, c.c, c.h, c.w);
      Tensor w = Computation.normal(dtype, 2, c.weight().dims());
      Agreement.check(
          Computation.of(new Convolution.Conv(c.window), x, w),
          Tolerance.sumOf(c.weight().size() / c.m));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convInputGradient_agreesWithTheOracle(Case c) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor dy = Computation.normal(dtype, 1, c.output().dims());
      Tensor w = Computation.normal(dtype, 2, c.weight().dims());
      SymbolicShape image = SymbolicShape.of(Shape.of(c.n, c.c, c.h, c.w));
      Agreement.check(
          Computation.of(
              (g, in) ->
                  List.of(
                      g.apply(
                          new Convolution.ConvInputGradient(c.window, image),
                          in.get(0),
                          in.get(1))),
              dy,
              w),
          Tolerance.sumOf(c.m * c.kh * c.kw));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convWeightGradient_agreesWithTheOracle(Case c) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor x = Computation.normal(dtype, 1, c.n, c.c, c.h, c.w);
      Tensor dy = Computation.normal(dtype, 2, c.output().dims());
      Agreement.check(
          Computation.batched(
              (g, in) ->
                  List.of(
                      g.apply(
                          new Convolution.ConvWeightGradient(c.window, c.weight()),
                          in.get(0),
                          in.get(1))),
              x,
              dy),
          Tolerance.sumOf(c.output().size() / c.m));
    }
  }
}
