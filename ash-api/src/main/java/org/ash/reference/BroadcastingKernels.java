package org.ash.reference;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.ash.ir.Broadcasting;
import org.ash.ir.Op;

/** Kernels of {@link Broadcasting}. */
final class BroadcastingKernels {
  private BroadcastingKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(Broadcasting.Add.class, combine((a, b) -> a + b, (a, b) -> a + b))
        .on(Broadcasting.Sub.class, combine((a, b) -> a - b, (a, b) -> a - b))
        .on(Broadcasting.Mul.class, combine((a, b) -> a * b, (a, b) -> a * b))
        .on(Broadcasting.Div.class, combine((a, b) -> a / b, (a, b) -> a / b))
        .on(Broadcasting.Max.class, combine(Math::max, Math::max))
        .on(Broadcasting.Min.class, combine(Math::min, Math::min))
        .on(Broadcasting.Equal.class, combine((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0))
        .on(Broadcasting.Greater.class, combine((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0))
        .on(Broadcasting.Less.class, combine((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0))
        .on(Broadcasting.And.class, onIntegers((a, b) -> a & b))
        .on(Broadcasting.Or.class, onIntegers((a, b) -> a | b))
        .on(Broadcasting.Pow.class, onReals(StrictMath::pow))
        .on(Broadcasting.Where.class, BroadcastingKernels::where);
  }

  private static Kernel<Op> combine(DoubleBinaryOperator reals, LongBinaryOperator integers) {
    Kernel<Op> onReals = onReals(reals);
    Kernel<Op> onIntegers = onIntegers(integers);
    return (op, in, out) -> (in.get(0).isFloating() ? onReals : onIntegers).compute(op, in, out);
  }

  /** {@code y = f(a, b)} of floating operands; the result may be BOOL. */
  private static Kernel<Op> onReals(DoubleBinaryOperator f) {
    return (op, in, out) -> {
      NdArray y = out.get(0);
      int[] atA = Positions.broadcast(in.get(0).shape(), y.shape());
      int[] atB = Positions.broadcast(in.get(1).shape(), y.shape());
      double[] a = in.get(0).reals();
      double[] b = in.get(1).reals();
      for (int i = 0; i < y.size(); i++) {
        double value = f.applyAsDouble(a[atA[i]], b[atB[i]]);
        if (y.isFloating()) {
          y.reals()[i] = value;
        } else {
          y.setInteger(i, (long) value);
        }
      }
    };
  }

  /** {@code y = f(a, b)} of integers or BOOL, wrapping to the width of the type. */
  private static Kernel<Op> onIntegers(LongBinaryOperator f) {
    return (op, in, out) -> {
      NdArray y = out.get(0);
      int[] atA = Positions.broadcast(in.get(0).shape(), y.shape());
      int[] atB = Positions.broadcast(in.get(1).shape(), y.shape());
      long[] a = in.get(0).integers();
      long[] b = in.get(1).integers();
      for (int i = 0; i < y.size(); i++) {
        y.setInteger(i, f.applyAsLong(a[atA[i]], b[atB[i]]));
      }
    };
  }

  private static void where(Broadcasting.Where op, List<NdArray> in, List<NdArray> out) {
    NdArray y = out.get(0);
    long[] condition = in.get(0).integers();
    int[] atCondition = Positions.broadcast(in.get(0).shape(), y.shape());
    int[] atA = Positions.broadcast(in.get(1).shape(), y.shape());
    int[] atB = Positions.broadcast(in.get(2).shape(), y.shape());
    for (int i = 0; i < y.size(); i++) {
      if (condition[atCondition[i]] != 0) {
        y.copyElement(i, in.get(1), atA[i]);
      } else {
        y.copyElement(i, in.get(2), atB[i]);
      }
    }
  }
}
