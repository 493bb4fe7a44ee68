package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.ash.conformance.operator.OperatorCase;
import org.ash.ir.Dimension;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.spi.Feeds;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Makes larger cases of small ones: some axes are lengthened and filled with what is there, again
 * and again.
 */
final class Enlargement {
  /** Elements of an operand at most, so that a witness fits beside others. */
  private static final long MOST = 1 << 21;

  private Enlargement() {}

  /** Cases whose first result has about so many elements, at least {@code fewest}. */
  static List<OperatorCase> of(OperatorCase small, long fewest) {
    Set<List<List<Integer>>> choices = new LinkedHashSet<>();
    int most = small.inputs().stream().mapToInt(x -> x.shape().rank()).max().orElse(0);
    for (int axis = 0; axis < most; axis++) {
      int at = axis;
      choices.add(axes(small, operand -> operand == 0, at));
      choices.add(axes(small, operand -> true, at));
      choices.add(axes(small, operand -> operand <= 1, at));
      choices.add(axesOfExtent(small, at));
    }
    List<OperatorCase> larger = new ArrayList<>();
    for (List<List<Integer>> axes : choices) {
      lengthened(small, axes, fewest).ifPresent(larger::add);
    }
    return larger;
  }

  /** The case with twice the batch, empty when no operand has a symbolic leading extent. */
  static Optional<OperatorCase> ofBatch(OperatorCase small) {
    List<List<Integer>> axes = new ArrayList<>();
    for (TensorType type : small.types()) {
      axes.add(type.rank() > 0 && !type.dim(0).isStatic() ? List.of(0) : List.of());
    }
    return axes.stream().allMatch(List::isEmpty)
        ? Optional.empty()
        : Optional.of(lengthened(small, axes, 2));
  }

  private static List<List<Integer>> axes(OperatorCase of, IntPredicate operands, int axis) {
    List<List<Integer>> axes = new ArrayList<>();
    for (int i = 0; i < of.inputs().size(); i++) {
      boolean taken = operands.test(i) && axis < of.inputs().get(i).shape().rank();
      axes.add(taken ? List.of(axis) : List.of());
    }
    return axes;
  }

  /** Every axis as long as this one of the first operand that has it. */
  private static List<List<Integer>> axesOfExtent(OperatorCase of, int axis) {
    long extent =
        of.inputs().stream()
            .map(Tensor::shape)
            .filter(shape -> shape.rank() > axis)
            .mapToLong(shape -> shape.dim(axis))
            .findFirst()
            .orElse(0);
    List<List<Integer>> axes = new ArrayList<>();
    for (Tensor x : of.inputs()) {
      List<Integer> same = new ArrayList<>();
      for (int i = 0; i < x.shape().rank(); i++) {
        if (x.shape().dim(i) == extent) {
          same.add(i);
        }
      }
      axes.add(same);
    }
    return axes;
  }

  private static Optional<OperatorCase> lengthened(
      OperatorCase small, List<List<Integer>> axes, long fewest) {
    try {
      long before = size(small);
      if (before == 0) {
        return Optional.empty();
      }
      OperatorCase once = lengthened(small, axes, 2);
      double growth = Math.log((double) size(once) / before) / Math.log(2);
      if (growth < 0.5) {
        return Optional.empty();
      }
      int factor = (int) Math.ceil(Math.pow((double) fewest / before, 1.0 / Math.rint(growth))) + 1;
      OperatorCase larger = lengthened(small, axes, factor);
      return size(larger) >= fewest && size(larger) <= 8 * fewest + 1_000
          ? Optional.of(larger)
          : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException unfit) {
      return Optional.empty(); // These axes do not go together.
    }
  }

  private static long size(OperatorCase of) {
    TensorType type = of.graph().outputs().values().iterator().next().type();
    return type.shape().bind(bindings(of)).size();
  }

  private static Map<String, Long> bindings(OperatorCase of) {
    return Feeds.bind(of.graph(), of.feeds());
  }

  private static OperatorCase lengthened(OperatorCase small, List<List<Integer>> axes, int factor) {
    List<Tensor> inputs = new ArrayList<>();
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < small.inputs().size(); i++) {
      Tensor x = small.inputs().get(i);
      long[] dims = x.shape().dims();
      TensorType type = small.types().get(i);
      for (int axis : axes.get(i)) {
        dims[axis] *= factor;
        Dimension dim = type.dim(axis);
        if (dim.isStatic()) {
          SymbolicShape shape = type.shape().with(axis, Dimension.of(dims[axis]));
          type = type.withShape(shape);
        }
      }
      Shape shape = Shape.of(dims);
      if (shape.size() > MOST) {
        throw new IllegalArgumentException(shape + " has more than " + MOST + " elements.");
      }
      inputs.add(Elements.taken(x, shape, element -> source(element, shape, x.shape())));
      types.add(type);
    }
    return new OperatorCase(small.label() + ", enlarged", small.op(), inputs, types);
  }

  /** The element of a small tensor of which an element of the large one is a copy. */
  private static int source(int element, Shape large, Shape small) {
    int rest = element;
    int source = 0;
    int stride = 1;
    for (int axis = large.rank() - 1; axis >= 0; axis--) {
      int at = rest % (int) large.dim(axis);
      rest /= (int) large.dim(axis);
      source += at % (int) small.dim(axis) * stride;
      stride *= (int) small.dim(axis);
    }
    return source;
  }
}
