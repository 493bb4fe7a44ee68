package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.ash.ir.OperatorTable;
import org.ash.ir.Shaping;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Operators that put tensors or margins beside a tensor: Concat and Pad. */
final class JoiningSweep {
  private JoiningSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(
            Shaping.Concat.class,
            new ListedSweep(
                JoiningSweep::concatValues,
                JoiningSweep::concatSpecial,
                () ->
                    List.of(
                        concat("three", DType.FLOAT32, 1, Shape.of(2, 3, 2), 3, 2, 1),
                        concat("last axis", DType.FLOAT32, -1, Shape.of(2, 3), 1, 4)),
                JoiningSweep::concatRandom))
        .on(
            Shaping.Pad.class,
            new ListedSweep(
                JoiningSweep::padValues,
                JoiningSweep::padSpecial,
                () ->
                    List.of(
                        pad("margins", DType.FLOAT32, Shape.of(2, 3), 5, 1, 0, 0, 2),
                        pad("none", DType.FLOAT32, Shape.of(2, 3), 5, 0, 0, 0, 0)),
                JoiningSweep::padRandom));
  }

  private static List<OperatorCase> concatValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(concat(dtype + " channels", dtype, 1, Operand.IMAGES, 3, 1, 4));
    }
    DType dtype = DType.FLOAT32;
    for (int axis = -4; axis < 4; axis++) {
      cases.add(concat("along " + axis, dtype, axis, Operand.IMAGES, 2, 3));
    }
    cases.add(concat("one operand", dtype, 1, Operand.IMAGES, 3));
    cases.add(concat("rank 1", dtype, 0, Shape.of(1), 1, 5, 2));
    cases.add(concat("rank 5", dtype, 3, Shape.of(2, 3, 2, 1, 4), 1, 2));
    cases.add(concat("many", dtype, 1, Shape.of(2, 1), 1, 2, 1, 3, 1, 1, 2, 1, 1, 1));
    cases.add(concat("images", dtype, 1, Operand.IMAGES, 3, 2).batched(0, 1));
    return cases;
  }

  private static List<OperatorCase> concatSpecial() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      cases.add(concat("length " + length, dtype, 1, Shape.of(3, 1), length, 2));
    }
    Shaping.Concat op = new Shaping.Concat(0);
    Tensor special = Operand.special(dtype);
    cases.add(OperatorCase.of("special values", op, special, special));
    cases.add(OperatorCase.of("subnormal", op, Operand.subnormal(dtype), special));
    cases.add(concat("an operand without elements", dtype, 1, Shape.of(2, 1), 0, 3));
    cases.add(concat("nothing", dtype, 1, Shape.of(0, 1), 2, 3));
    return cases;
  }

  private static OperatorCase concatRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 4, 5);
    int axis = choices.between(0, shape.rank() - 1) - (choices.flag() ? shape.rank() : 0);
    long[] extents = new long[choices.between(1, 4)];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = choices.between(1, 5);
    }
    return concat("random", dtype, axis, shape, extents);
  }

  /** Tensors of a shape but for these extents along the axis. */
  private static OperatorCase concat(
      String label, DType dtype, int axis, Shape shape, long... extents) {
    Tensor[] operands = new Tensor[extents.length];
    for (int i = 0; i < operands.length; i++) {
      long[] dims = shape.dims();
      dims[axis < 0 ? axis + dims.length : axis] = extents[i];
      operands[i] = Operand.any(dtype, i + 1L, Shape.of(dims));
    }
    return OperatorCase.of(label, new Shaping.Concat(axis), operands);
  }

  private static List<OperatorCase> padValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(pad(dtype + " all sides", dtype, Operand.IMAGES, 1, 0, 1, 2, 0, 1, 0, 0, 3));
    }
    DType dtype = DType.FLOAT32;
    cases.add(pad("H and W", dtype, Operand.IMAGES, 0, 0, 0, 1, 2, 0, 0, 3, 4));
    cases.add(pad("channels", dtype, Operand.IMAGES, 0, 0, 2, 0, 0, 0, 3, 0, 0));
    cases.add(pad("none", dtype, Operand.IMAGES, 7, 0, 0, 0, 0, 0, 0, 0, 0));
    cases.add(pad("rank 1", dtype, Shape.of(3), -1.5, 2, 1));
    cases.add(pad("rank 2", dtype, Shape.of(2, 3), 0.1, 0, 2, 1, 0));
    cases.add(pad("rank 5", dtype, Shape.of(2, 1, 2, 3, 2), 1, 1, 0, 0, 1, 0, 0, 2, 0, 1, 1));
    cases.add(pad("of a batch", dtype, Operand.IMAGES, 0, 0, 1, 1, 2, 0, 2, 3, 1).batched(0));
    return cases;
  }

  private static List<OperatorCase> padSpecial() {
    DType dtype = DType.FLOAT32;
    Shaping.Pad op = new Shaping.Pad(List.of(1L), List.of(2L), Double.NEGATIVE_INFINITY);
    return List.of(
        OperatorCase.of("special values, by -Inf", op, Operand.special(dtype)),
        OperatorCase.of("subnormal", op, Operand.subnormal(dtype)),
        pad("by NaN", dtype, Shape.of(2), Double.NaN, 1, 1),
        pad("by -0", dtype, Shape.of(2), -0.0, 1, 1),
        pad("nothing", dtype, Shape.of(0, 2), 5, 1, 0, 1, 0));
  }

  private static OperatorCase padRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 5, 5);
    long[] margins = new long[2 * shape.rank()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = choices.between(0, 3);
    }
    return pad("random", dtype, shape, choices.between(0, 1), margins);
  }

  /** Margins at the begin of every axis, then at the ends. */
  private static OperatorCase pad(
      String label, DType dtype, Shape shape, double value, long... margins) {
    List<Long> list = LongStream.of(margins).boxed().toList();
    int rank = shape.rank();
    Shaping.Pad op = new Shaping.Pad(list.subList(0, rank), list.subList(rank, 2 * rank), value);
    return OperatorCase.of(label, op, Operand.any(dtype, 1, shape));
  }
}
