package org.ash.ir;

import java.util.List;
import org.ash.tensor.DType;

/** Operators that map each element of one tensor: {@code y[i] = f(x[i])}, shape unchanged. */
public sealed interface Elementwise extends Op {

  @Override
  default List<TensorType> infer(Operands in) {
    return List.of(in.expectCount(1).expectFloating().type(0));
  }

  /** Negation, {@code -x}. ONNX Neg-13. */
  record Neg() implements Elementwise {}

  /** Magnitude, {@code |x|}. ONNX Abs-13. */
  record Abs() implements Elementwise {}

  /** Natural exponential. ONNX Exp-13. */
  record Exp() implements Elementwise {}

  /** Natural logarithm; NaN below 0, -Inf at 0. ONNX Log-13. */
  record Log() implements Elementwise {}

  /** Square root; NaN below 0. ONNX Sqrt-13. */
  record Sqrt() implements Elementwise {}

  /** {@code 1 / x}. ONNX Reciprocal-13. */
  record Reciprocal() implements Elementwise {}

  /** Logistic function, {@code 1 / (1 + exp(-x))}. ONNX Sigmoid-13. */
  record Sigmoid() implements Elementwise {}

  /** Hyperbolic tangent. ONNX Tanh-13. */
  record Tanh() implements Elementwise {}

  /** Gauss error function. ONNX Erf-13. */
  record Erf() implements Elementwise {}

  /** {@code max(x, 0)}, NaN stays NaN. ONNX Relu-14. */
  record Relu() implements Elementwise {}

  /** {@code ln(1 + exp(x))}, computed without overflow. ONNX Softplus-1. */
  record Softplus() implements Elementwise {}

  /** -1, 0 or 1 by the sign; NaN stays NaN. ONNX Sign-13. */
  record Sign() implements Elementwise {}

  /** The largest integer not above x. ONNX Floor-13. */
  record Floor() implements Elementwise {}

  /** {@code x} where it lies in [min, max], else the nearer bound; NaN stays NaN. ONNX Clip-13. */
  record Clip(double min, double max) implements Elementwise {
    /** Requires {@code min <= max}. */
    public Clip {
      if (!(min <= max)) {
        throw new IllegalArgumentException("Clip needs min <= max, given " + min + ", " + max);
      }
    }
  }

  /** Identity whose gradient is zero. ONNX Identity-14. */
  record StopGradient() implements Elementwise {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(1).type(0));
    }
  }

  /** Whether x is NaN, as BOOL. ONNX IsNaN-13. */
  record IsNaN() implements Elementwise {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(1).expectFloating().type(0).withDType(DType.BOOL));
    }
  }

  /** Logical negation of BOOL. ONNX Not-1. */
  record Not() implements Elementwise {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(1).expectDType(0, DType.BOOL).type(0));
    }
  }

  /**
   * Conversion to another element type: floating to integer truncates toward zero, anything but 0
   * is true. A number beyond the range of the result gives any number. ONNX Cast-13.
   */
  record Cast(DType to) implements Elementwise {
    @Override
    public List<TensorType> infer(Operands in) {
      return List.of(in.expectCount(1).type(0).withDType(to));
    }
  }
}
