package org.ash.dl4j.kernel;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Broadcasting;
import org.ash.ir.Op;
import org.ash.tensor.DType;

/** Kernels of {@link Broadcasting}: pieces of the broadcast operands pass through Java arrays. */
final class BroadcastingKernels {
  private BroadcastingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Broadcasting.Add.class, combine(FloatLoops::add, Double::sum, Long::sum))
        .on(Broadcasting.Sub.class, combine(FloatLoops::sub, (a, b) -> a - b, (a, b) -> a - b))
        .on(Broadcasting.Mul.class, combine(FloatLoops::mul, (a, b) -> a * b, (a, b) -> a * b))
        .on(Broadcasting.Div.class, combine(FloatLoops::div, (a, b) -> a / b, (a, b) -> a / b))
        .on(Broadcasting.Max.class, combine(FloatLoops::max, Math::max, Math::max))
        .on(Broadcasting.Min.class, combine(FloatLoops::min, Math::min, Math::min))
        .on(Broadcasting.Pow.class, onReals(Math::pow).overwriting(0, 1))
        .on(Broadcasting.Equal.class, compare((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0))
        .on(Broadcasting.Greater.class, compare((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0))
        .on(Broadcasting.Less.class, compare((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0))
        .on(Broadcasting.And.class, onIntegers((a, b) -> a & b).overwriting(0, 1))
        .on(Broadcasting.Or.class, onIntegers((a, b) -> a | b).overwriting(0, 1))
        .on(Broadcasting.Where.class, ((Kernel<Op>) BroadcastingKernels::where).overwriting(1, 2));
  }

  private static Kernel<Op> combine(
      FloatLoops.Binary floats, DoubleBinaryOperator reals, LongBinaryOperator integers) {
    Kernel<Op> onFloats = onFloats(floats);
    Kernel<Op> onReals = onReals(reals);
    Kernel<Op> onIntegers = onIntegers(integers);
    Kernel<Op> kernel =
        (op, in, out, scope) ->
            switch (in.get(0).dtype()) {
              case FLOAT32 -> onFloats.prepare(op, in, out, scope);
              case FLOAT64 -> onReals.prepare(op, in, out, scope);
              default -> onIntegers.prepare(op, in, out, scope);
            };
    return kernel.overwriting(0, 1);
  }

  private static Kernel<Op> compare(DoubleBinaryOperator reals, LongBinaryOperator integers) {
    Kernel<Op> onReals = onReals(reals);
    Kernel<Op> onIntegers = onIntegers(integers);
    return (op, in, out, scope) ->
        (in.get(0).dtype().isFloating() ? onReals : onIntegers).prepare(op, in, out, scope);
  }

  private static Kernel<Op> onFloats(FloatLoops.Binary loop) {
    return (op, in, out, scope) -> {
      NativeArray y = out.get(0);
      Operand a = Operand.of(in.get(0), y.shape());
      Operand b = Operand.of(in.get(1), y.shape());
      return () ->
          Lanes.forEachPiece(
              y.size(),
              scope.threads(),
              (lanes, from, count) -> {
                float[] left = lanes.floats(0);
                float[] right = lanes.floats(1);
                a.read(from, left, count);
                b.read(from, right, count);
                loop.apply(left, right, left, count);
                y.write(from, left, count);
              });
    };
  }

  /** {@code y = f(a, b)} of floating operands; the result may be BOOL. */
  private static Kernel<Op> onReals(DoubleBinaryOperator f) {
    return (op, in, out, scope) -> {
      NativeArray y = out.get(0);
      Operand a = Operand.of(in.get(0), y.shape());
      Operand b = Operand.of(in.get(1), y.shape());
      return () ->
          Lanes.forEachPiece(
              y.size(),
              scope.threads(),
              (lanes, from, count) -> {
                double[] left = lanes.doubles(0);
                double[] right = lanes.doubles(1);
                a.read(from, left, count);
                b.read(from, right, count);
                for (int i = 0; i < count; i++) {
                  left[i] = f.applyAsDouble(left[i], right[i]);
                }
                if (y.dtype().isFloating()) {
                  y.write(from, left, count);
                } else {
                  long[] truth = lanes.longs(0);
                  for (int i = 0; i < count; i++) {
                    truth[i] = (long) left[i];
                  }
                  y.write(from, truth, count);
                }
              });
    };
  }

  /** {@code y = f(a, b)} of integers or BOOL, wrapping to the width of the type. */
  private static Kernel<Op> onIntegers(LongBinaryOperator f) {
    return (op, in, out, scope) -> {
      NativeArray y = out.get(0);
      Operand a = Operand.of(in.get(0), y.shape());
      Operand b = Operand.of(in.get(1), y.shape());
      return () ->
          Lanes.forEachPiece(
              y.size(),
              scope.threads(),
              (lanes, from, count) -> {
                long[] left = lanes.longs(0);
                long[] right = lanes.longs(1);
                a.read(from, left, count);
                b.read(from, right, count);
                for (int i = 0; i < count; i++) {
                  left[i] = f.applyAsLong(left[i], right[i]);
                }
                y.write(from, left, count);
              });
    };
  }

  private static Step where(Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray y = out.get(0);
    Operand condition = Operand.of(in.get(0), y.shape());
    Operand a = Operand.of(in.get(1), y.shape());
    Operand b = Operand.of(in.get(2), y.shape());
    Lanes.Piece piece =
        y.dtype() == DType.FLOAT32
            ? (lanes, from, count) -> {
              long[] chosen = lanes.longs(0);
              float[] left = lanes.floats(0);
              float[] right = lanes.floats(1);
              condition.read(from, chosen, count);
              a.read(from, left, count);
              b.read(from, right, count);
              for (int i = 0; i < count; i++) {
                left[i] = chosen[i] != 0 ? left[i] : right[i];
              }
              y.write(from, left, count);
            }
            : y.dtype() == DType.FLOAT64
                ? (lanes, from, count) -> {
                  long[] chosen = lanes.longs(0);
                  double[] left = lanes.doubles(0);
                  double[] right = lanes.doubles(1);
                  condition.read(from, chosen, count);
                  a.read(from, left, count);
                  b.read(from, right, count);
                  for (int i = 0; i < count; i++) {
                    left[i] = chosen[i] != 0 ? left[i] : right[i];
                  }
                  y.write(from, left, count);
                }
                : (lanes, from, count) -> {
                  long[] chosen = lanes.longs(0);
                  long[] left = lanes.longs(1);
                  long[] right = lanes.longs(2);
                  condition.read(from, chosen, count);
                  a.read(from, left, count);
                  b.read(from, right, count);
                  for (int i = 0; i < count; i++) {
                    left[i] = chosen[i] != 0 ? left[i] : right[i];
                  }
                  y.write(from, left, count);
                };
    return () -> Lanes.forEachPiece(y.size(), scope.threads(), piece);
  }
}
