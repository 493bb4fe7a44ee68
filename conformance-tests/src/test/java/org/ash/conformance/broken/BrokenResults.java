package org.ash.conformance.broken;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Bugs that touch what every operator gives. */
final class BrokenResults {
  private BrokenResults() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "float16-inside",
            "Results carry the 11 bits of float16.",
            List.of("OP-Exp-values", "OP-Relu-values", "OP-Sigmoid-random", "OP-Tanh-special"),
            bits(11)),
        new BrokenBackend(
            "bfloat16-inside",
            "Results carry the 8 bits of bfloat16.",
            List.of("OP-Exp-values", "OP-Sqrt-random", "OP-Erf-values"),
            bits(8)),
        new BrokenBackend(
            "float64-by-float32",
            "FLOAT64 is computed in float32.",
            List.of("OP-Exp-values", "OP-Neg-values", "OP-Tanh-random"),
            ForwardingExecutable.spoiling(
                (y, fed) -> y.dtype() == DType.FLOAT64 ? each(y, v -> (float) v) : y)),
        new BrokenBackend(
            "nan-swallowed",
            "NaN becomes 0.",
            List.of("OP-Exp-special", "OP-Sqrt-values", "OP-Abs-special"),
            ForwardingExecutable.spoiling((y, fed) -> each(y, v -> Double.isNaN(v) ? 0 : v))),
        new BrokenBackend(
            "loop-remainder",
            "The elements after the last full vector of 4 are left 0.",
            List.of("OP-Exp-special", "OP-Neg-special", "OP-Cast-special"),
            ForwardingExecutable.spoiling(
                (y, fed) -> {
                  for (int i = y.size() - y.size() % 4; i < y.size(); i++) {
                    y.set(i, 0);
                  }
                  return y;
                })),
        new BrokenBackend(
            "nothing-refused",
            "An empty tensor is refused.",
            List.of("OP-Exp-special", "OP-StopGradient-special"),
            ForwardingExecutable.spoiling(
                (y, fed) -> {
                  if (fed.size() == 0) {
                    throw new BackendException("The engine takes no empty tensor.");
                  }
                  return y;
                })),
        new BrokenBackend(
            "layout-leaks",
            "Images come back in the order NHWC.",
            List.of("OP-Exp-values", "OP-StopGradient-values"),
            ForwardingExecutable.spoiling((y, fed) -> y.shape().rank() == 4 ? nhwc(y) : y)),
        new BrokenBackend(
            "scalar-as-vector",
            "A scalar comes back as a vector of one element.",
            List.of("OP-Exp-values", "OP-Not-values"),
            ForwardingExecutable.spoiling((y, fed) -> y.shape().rank() == 0 ? y.reshape(1) : y)));
  }

  private static Tensor each(Tensor y, DoubleUnaryOperator f) {
    return y.dtype().isFloating()
        ? Tensor.generate(y.dtype(), y.shape(), i -> f.applyAsDouble(y.get(i)))
        : y;
  }

  /** Rounds to a number of bits by Veltkamp's splitting. */
  private static UnaryOperator<Backend> bits(int bits) {
    double factor = Math.scalb(1.0, 53 - bits) + 1;
    return ForwardingExecutable.spoiling(
        (y, fed) -> each(y, v -> Double.isFinite(v * factor) ? v * factor - (v * factor - v) : v));
  }

  private static Tensor nhwc(Tensor y) {
    int channels = (int) y.shape().dim(1);
    int area = (int) (y.shape().dim(2) * y.shape().dim(3));
    return Tensor.generate(
        y.dtype(),
        y.shape(),
        i -> {
          int sample = i / (channels * area);
          int within = i % (channels * area);
          return y.get((sample * channels + within % channels) * area + within / channels);
        });
  }
}
