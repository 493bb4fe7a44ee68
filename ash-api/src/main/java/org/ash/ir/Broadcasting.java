package org.ash.ir;

import java.util.List;
import org.ash.tensor.DType;

/**
 * Operators that combine tensors element by element after multidirectional broadcasting (aligned at
 * the last axis, extent 1 repeats), by the rule of NumPy and ONNX.
 */
public sealed interface Broadcasting extends Op {

  @Override
  default List<TensorType> infer(Operands in) {
    in.expectCount(2).expectSameDType();
    if (in.dtype(0) == DType.BOOL) {
      throw in.error("expects numbers; cast the booleans");
    }
    return List.of(new TensorType(in.dtype(0), in.broadcast(in.shape(0), in.shape(1))));
  }

  /** {@code a + b}. ONNX Add-14. */
  record Add() implements Broadcasting {}

  /** {@code a - b}. ONNX Sub-14. */
  record Sub() implements Broadcasting {}

  /** {@code a * b}. ONNX Mul-14. */
  record Mul() implements Broadcasting {}

  /** {@code a / b}; integers truncate toward zero. ONNX Div-14. */
  record Div() implements Broadcasting {}

  /** {@code a} to the power {@code b}, floating point. ONNX Pow-15. */
  record Pow() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating();
      return List.of(new TensorType(in.dtype(0), in.broadcast(in.shape(0), in.shape(1))));
    }
  }

  /** The larger of two; NaN when one is NaN. ONNX Max-13 with two inputs. */
  record Max() implements Broadcasting {}

  /** The smaller of two; NaN when one is NaN. ONNX Min-13 with two inputs. */
  record Min() implements Broadcasting {}

  /** {@code a == b}, as BOOL; false when one is NaN. ONNX Equal-13. */
  record Equal() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      return compare(in);
    }
  }

  /** {@code a > b}, as BOOL; false when one is NaN. ONNX Greater-13. */
  record Greater() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      return compare(in);
    }
  }

  /** {@code a < b}, as BOOL; false when one is NaN. ONNX Less-13. */
  record Less() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      return compare(in);
    }
  }

  /** Logical and of BOOL. ONNX And-7. */
  record And() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      return logic(in);
    }
  }

  /** Logical or of BOOL. ONNX Or-7. */
  record Or() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      return logic(in);
    }
  }

  /**
   * {@code condition ? a : b}; inputs condition (BOOL), a, b, all three broadcast. ONNX Where-16.
   */
  record Where() implements Broadcasting {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(3).expectDType(0, DType.BOOL);
      if (in.dtype(1) != in.dtype(2)) {
        throw in.error("expects inputs 1 and 2 of one element type; cast one of them");
      }
      SymbolicShape values = in.broadcast(in.shape(1), in.shape(2));
      return List.of(new TensorType(in.dtype(1), in.broadcast(in.shape(0), values)));
    }
  }

  private static List<TensorType> compare(Operands in) {
    in.expectCount(2).expectSameDType();
    return List.of(new TensorType(DType.BOOL, in.broadcast(in.shape(0), in.shape(1))));
  }

  private static List<TensorType> logic(Operands in) {
    in.expectCount(2).expectDType(0, DType.BOOL).expectDType(1, DType.BOOL);
    return List.of(new TensorType(DType.BOOL, in.broadcast(in.shape(0), in.shape(1))));
  }
}
