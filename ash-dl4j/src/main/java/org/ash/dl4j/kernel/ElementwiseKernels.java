package org.ash.dl4j.kernel;

import java.util.function.DoubleUnaryOperator;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Elementwise;
import org.ash.ir.Op;
import org.ash.tensor.DType;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;

/**
 * Kernels of {@link Elementwise}. ND4J computes exponential, logarithm and error function. Its
 * softplus overflows for large x, its tanh gives 0 for 1e-10, and its sigmoid is no better than
 * ours: those are loops in Java.
 */
final class ElementwiseKernels {
  private ElementwiseKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Elementwise.Neg.class, map(FloatLoops::neg, x -> -x))
        .on(Elementwise.Abs.class, map(FloatLoops::abs, Math::abs))
        .on(Elementwise.Exp.class, NativeTransforms.of(Exp::new))
        .on(Elementwise.Log.class, NativeTransforms.of(Log::new))
        .on(Elementwise.Sqrt.class, map(Math::sqrt))
        .on(Elementwise.Reciprocal.class, map(FloatLoops::reciprocal, x -> 1 / x))
        .on(Elementwise.Sigmoid.class, map(FloatLoops::sigmoid, ElementwiseKernels::sigmoid))
        .on(Elementwise.Tanh.class, map(Math::tanh))
        .on(Elementwise.Erf.class, NativeTransforms.of(Erf::new))
        .on(Elementwise.Relu.class, map(FloatLoops::relu, x -> Math.max(x, 0)))
        .on(Elementwise.Softplus.class, map(ElementwiseKernels::softplus))
        .on(Elementwise.Sign.class, map(Math::signum))
        .on(Elementwise.Floor.class, map(Math::floor))
        .on(Elementwise.Clip.class, clip())
        .on(
            Elementwise.StopGradient.class,
            (op, in, out, scope) -> () -> out.get(0).copyFrom(in.get(0)))
        .on(Elementwise.IsNaN.class, isNaN())
        .on(Elementwise.Not.class, not())
        .on(Elementwise.Cast.class, (op, in, out, scope) -> cast(in.get(0), out.get(0), scope));
  }

  /** {@code y[i] = f(x[i])}, computed in double. */
  static Kernel<Op> map(DoubleUnaryOperator f) {
    Kernel<Op> kernel =
        (op, in, out, scope) -> {
          NativeArray x = in.get(0);
          NativeArray y = out.get(0);
          return () ->
              Lanes.forEachPiece(
                  x.size(),
                  scope.threads(),
                  (lanes, from, count) -> {
                    double[] values = lanes.doubles(0);
                    x.read(from, values, 0, count);
                    for (int i = 0; i < count; i++) {
                      values[i] = f.applyAsDouble(values[i]);
                    }
                    y.write(from, values, count);
                  });
        };
    return kernel.overwriting(0);
  }

  /** {@code y[i] = f(x[i])} by a loop over floats, or in double for FLOAT64. */
  static Kernel<Op> map(FloatLoops.Unary loop, DoubleUnaryOperator f) {
    Kernel<Op> inDouble = map(f);
    Kernel<Op> kernel =
        (op, in, out, scope) ->
            in.get(0).dtype() == DType.FLOAT32
                ? mapFloats(loop, in.get(0), out.get(0), scope)
                : inDouble.prepare(op, in, out, scope);
    return kernel.overwriting(0);
  }

  static Step mapFloats(FloatLoops.Unary loop, NativeArray x, NativeArray y, KernelScope scope) {
    return () ->
        Lanes.forEachPiece(
            x.size(),
            scope.threads(),
            (lanes, from, count) -> {
              float[] values = lanes.floats(0);
              x.read(from, values, 0, count);
              loop.apply(values, values, count);
              y.write(from, values, count);
            });
  }

  private static Kernel<Elementwise.Clip> clip() {
    Kernel<Elementwise.Clip> kernel =
        (op, in, out, scope) -> {
          float least = (float) op.min();
          float most = (float) op.max();
          return map(
                  FloatLoops.clip(least, most),
                  x -> x < op.min() ? op.min() : x > op.max() ? op.max() : x)
              .prepare(op, in, out, scope);
        };
    return kernel.overwriting(0);
  }

  private static Kernel<Op> isNaN() {
    return (op, in, out, scope) ->
        () ->
            Lanes.forEachPiece(
                in.get(0).size(),
                scope.threads(),
                (lanes, from, count) -> {
                  double[] x = lanes.doubles(0);
                  long[] y = lanes.longs(0);
                  in.get(0).read(from, x, 0, count);
                  for (int i = 0; i < count; i++) {
                    y[i] = Double.isNaN(x[i]) ? 1 : 0;
                  }
                  out.get(0).write(from, y, count);
                });
  }

  private static Kernel<Op> not() {
    Kernel<Op> kernel =
        (op, in, out, scope) ->
            () ->
                Lanes.forEachPiece(
                    in.get(0).size(),
                    scope.threads(),
                    (lanes, from, count) -> {
                      long[] x = lanes.longs(0);
                      in.get(0).read(from, x, 0, count);
                      for (int i = 0; i < count; i++) {
                        x[i] = 1 - x[i];
                      }
                      out.get(0).write(from, x, count);
                    });
    return kernel.overwriting(0);
  }

  private static Step cast(NativeArray x, NativeArray y, KernelScope scope) {
    if (x.dtype() == y.dtype()) {
      return () -> y.copyFrom(x);
    }
    Lanes.Piece piece;
    if (x.dtype().isFloating()) {
      piece = y.dtype().isFloating() ? (l, from, n) -> reals(x, y, l, from, n) : truncating(x, y);
    } else {
      piece = y.dtype().isFloating() ? (l, from, n) -> widening(x, y, l, from, n) : wrapping(x, y);
    }
    return () -> Lanes.forEachPiece(x.size(), scope.threads(), piece);
  }

  private static void reals(NativeArray x, NativeArray y, Lanes lanes, int from, int count) {
    double[] values = lanes.doubles(0);
    x.read(from, values, 0, count);
    y.write(from, values, count);
  }

  private static void widening(NativeArray x, NativeArray y, Lanes lanes, int from, int count) {
    long[] integers = lanes.longs(0);
    double[] values = lanes.doubles(0);
    x.read(from, integers, 0, count);
    for (int i = 0; i < count; i++) {
      values[i] = (double) integers[i];
    }
    y.write(from, values, count);
  }

  private static Lanes.Piece wrapping(NativeArray x, NativeArray y) {
    return (lanes, from, count) -> {
      x.read(from, lanes.longs(0), 0, count);
      y.write(from, lanes.longs(0), count);
    };
  }

  private static Lanes.Piece truncating(NativeArray x, NativeArray y) {
    // BOOL asks whether a number is 0 before anything is cut off: 0.5 and NaN are true.
    boolean truth = y.dtype() == DType.BOOL;
    return (lanes, from, count) -> {
      double[] values = lanes.doubles(0);
      long[] integers = lanes.longs(0);
      x.read(from, values, 0, count);
      for (int i = 0; i < count; i++) {
        integers[i] = truth ? (values[i] == 0 ? 0 : 1) : (long) values[i];
      }
      y.write(from, integers, count);
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    // The exponential of a number below 0 cannot overflow and keeps the tail.
    double e = Math.exp(x);
    return e / (1 + e);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
