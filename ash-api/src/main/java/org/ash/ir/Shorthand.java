package org.ash.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** One short method per common operator, so that graphs read as formulas. */
public abstract sealed class Shorthand permits GraphBuilder {

  /** For the builder. */
  Shorthand() {}

  /** Writes an operator with one result. */
  public abstract Value apply(Op op, Value... inputs);

  /** A constant tensor. */
  public abstract Value constant(Tensor tensor);

  /** A scalar constant of an element type. */
  public abstract Value scalar(DType dtype, double value);

  /** A scalar constant of the element type of another value. */
  public final Value like(Value reference, double value) {
    return scalar(reference.type().dtype(), value);
  }

  /** A vector [C] as [C, 1, ...], to broadcast along axis 1 of an operand of this rank. */
  public final Value perChannel(Value vector, int rank) {
    SymbolicShape shape = vector.type().shape();
    long[] ones = new long[Math.max(rank - 2, 0)];
    Arrays.fill(ones, 1);
    List<Dimension> dims = new ArrayList<>(shape.dims());
    dims.addAll(SymbolicShape.of(ones).dims());
    return reshape(vector, new SymbolicShape(dims));
  }

  /** {@code a + b}, broadcast. */
  public final Value add(Value a, Value b) {
    return apply(new Broadcasting.Add(), a, b);
  }

  /** {@code a - b}, broadcast. */
  public final Value sub(Value a, Value b) {
    return apply(new Broadcasting.Sub(), a, b);
  }

  /** {@code a * b}, broadcast. */
  public final Value mul(Value a, Value b) {
    return apply(new Broadcasting.Mul(), a, b);
  }

  /** {@code a / b}, broadcast. */
  public final Value div(Value a, Value b) {
    return apply(new Broadcasting.Div(), a, b);
  }

  /** {@code a} to the power {@code b}, broadcast. */
  public final Value pow(Value a, Value b) {
    return apply(new Broadcasting.Pow(), a, b);
  }

  /** The larger, broadcast. */
  public final Value max(Value a, Value b) {
    return apply(new Broadcasting.Max(), a, b);
  }

  /** The smaller, broadcast. */
  public final Value min(Value a, Value b) {
    return apply(new Broadcasting.Min(), a, b);
  }

  /** {@code a > b}, broadcast. */
  public final Value greater(Value a, Value b) {
    return apply(new Broadcasting.Greater(), a, b);
  }

  /** {@code a < b}, broadcast. */
  public final Value less(Value a, Value b) {
    return apply(new Broadcasting.Less(), a, b);
  }

  /** {@code a == b}, broadcast. */
  public final Value equal(Value a, Value b) {
    return apply(new Broadcasting.Equal(), a, b);
  }

  /** {@code condition ? a : b}, broadcast. */
  public final Value where(Value condition, Value a, Value b) {
    return apply(new Broadcasting.Where(), condition, a, b);
  }

  /** {@code -x}. */
  public final Value neg(Value x) {
    return apply(new Elementwise.Neg(), x);
  }

  /** {@code |x|}. */
  public final Value abs(Value x) {
    return apply(new Elementwise.Abs(), x);
  }

  /** Exponential. */
  public final Value exp(Value x) {
    return apply(new Elementwise.Exp(), x);
  }

  /** Natural logarithm. */
  public final Value log(Value x) {
    return apply(new Elementwise.Log(), x);
  }

  /** Square root. */
  public final Value sqrt(Value x) {
    return apply(new Elementwise.Sqrt(), x);
  }

  /** Logistic function. */
  public final Value sigmoid(Value x) {
    return apply(new Elementwise.Sigmoid(), x);
  }

  /** Error function. */
  public final Value erf(Value x) {
    return apply(new Elementwise.Erf(), x);
  }

  /** {@code max(x, 0)}. */
  public final Value relu(Value x) {
    return apply(new Elementwise.Relu(), x);
  }

  /** Conversion to another element type; the value itself when it has it already. */
  public final Value cast(Value x, DType to) {
    return x.type().dtype() == to ? x : apply(new Elementwise.Cast(to), x);
  }

  /** Identity without gradient. */
  public final Value stopGradient(Value x) {
    return apply(new Elementwise.StopGradient(), x);
  }

  /** Sum along axes; the value itself when there are none. */
  public final Value reduceSum(Value x, List<Integer> axes, boolean keepDims) {
    return axes.isEmpty() ? x : apply(new Reduction.ReduceSum(axes, keepDims), x);
  }

  /** Mean along axes; the value itself when there are none. */
  public final Value reduceMean(Value x, List<Integer> axes, boolean keepDims) {
    return axes.isEmpty() ? x : apply(new Reduction.ReduceMean(axes, keepDims), x);
  }

  /** Matrix product of the last two axes. */
  public final Value matMul(Value a, Value b) {
    return apply(new Contraction.MatMul(), a, b);
  }

  /** Convolution. */
  public final Value conv(Value x, Value w, Window window) {
    return apply(new Convolution.Conv(window), x, w);
  }

  /** Softmax along an axis. */
  public final Value softmax(Value x, int axis) {
    return apply(new Normalization.Softmax(axis), x);
  }

  /** Logarithm of the softmax along an axis. */
  public final Value logSoftmax(Value x, int axis) {
    return apply(new Normalization.LogSoftmax(axis), x);
  }

  /** The elements under another shape; the value itself when it has it already. */
  public final Value reshape(Value x, SymbolicShape shape) {
    return x.type().shape().equals(shape) ? x : apply(new Shaping.Reshape(shape), x);
  }

  /** The value repeated to a shape; the value itself when it has it already. */
  public final Value expand(Value x, SymbolicShape shape) {
    return x.type().shape().equals(shape) ? x : apply(new Shaping.Expand(shape), x);
  }

  /** Axis i of the result is axis {@code perm[i]}. */
  public final Value transpose(Value x, Integer... perm) {
    return apply(new Shaping.Transpose(List.of(perm)), x);
  }
}
