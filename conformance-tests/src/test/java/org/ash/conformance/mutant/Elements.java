package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Tensors made from others, element by element; unchanged elements keep their bits. */
final class Elements {
  private Elements() {}

  /** Each element replaced by what a function gives for it. */
  static Tensor each(Tensor x, DoubleUnaryOperator made) {
    Tensor y = x.copy();
    for (int i = 0; i < y.size(); i++) {
      double before = x.get(i);
      double after = made.applyAsDouble(before);
      if (Double.doubleToRawLongBits(before) != Double.doubleToRawLongBits(after)) {
        y.set(i, after);
      }
    }
    return y;
  }

  /** Element i is that at {@code source(i)}. */
  static Tensor moved(Tensor x, IntUnaryOperator source) {
    return taken(x, x.shape(), source);
  }

  /** A tensor of another shape, element i being that at {@code source(i)}. */
  static Tensor taken(Tensor x, Shape shape, IntUnaryOperator source) {
    Tensor y = Tensor.allocate(x.dtype(), shape);
    for (int i = 0; i < y.size(); i++) {
      copy(x, source.applyAsInt(i), y, i);
    }
    return y;
  }

  /** The elements of one tensor with some of another of the same type and shape. */
  static Tensor mixed(Tensor right, Tensor wrong, IntPredicate fromWrong) {
    Tensor y = right.copy();
    for (int i = 0; i < y.size(); i++) {
      if (fromWrong.test(i)) {
        copy(wrong, i, y, i);
      }
    }
    return y;
  }

  /** The operands with one replaced. */
  static List<Tensor> with(List<Tensor> operands, int index, Tensor other) {
    List<Tensor> changed = new ArrayList<>(operands);
    changed.set(index, other);
    return changed;
  }

  /** Read as though the memory lay column by column. */
  static Tensor columnByColumn(Tensor x) {
    long[] dims = x.shape().dims();
    int rank = dims.length;
    return moved(
        x,
        i -> {
          int rest = i;
          int[] at = new int[rank];
          for (int axis = rank - 1; axis >= 0; axis--) {
            at[axis] = rest % (int) dims[axis];
            rest /= (int) dims[axis];
          }
          int source = 0;
          for (int axis = rank - 1; axis >= 0; axis--) {
            source = source * (int) dims[axis] + at[axis];
          }
          return source;
        });
  }

  private static void copy(Tensor from, int source, Tensor to, int target) {
    int width = from.dtype().byteSize();
    to.bytes().put(target * width, from.bytes(), source * width, width);
  }
}
