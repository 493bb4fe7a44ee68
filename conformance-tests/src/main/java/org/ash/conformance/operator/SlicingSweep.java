package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Op;
import org.ash.ir.Operands;
import org.ash.ir.OperatorTable;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Slice and its gradient over the same positions: steps of every size, backward, clipped, empty.
 *
 * @param gradient whether the gradient is swept
 */
record SlicingSweep(boolean gradient) implements OperatorSweep {

  /** Slices of {@link Operand#IMAGES}. */
  private static final List<Shaping.Slice> SLICES =
      List.of(
          Shaping.Slice.of(3, 0, 7, 2),
          Shaping.Slice.of(3, 1, 6, 3),
          Shaping.Slice.of(0, 1, 2, 1),
          Shaping.Slice.of(1, 1, 100, 1),
          Shaping.Slice.of(2, -3, -1, 1),
          Shaping.Slice.of(2, -100, 2, 1),
          Shaping.Slice.of(-1, -2, -100, -1),
          Shaping.Slice.of(-1, -1, Long.MIN_VALUE, -1),
          Shaping.Slice.of(-3, 0, Long.MAX_VALUE, 2),
          Shaping.Slice.of(2, 4, 0, -2),
          Shaping.Slice.of(3, 100, 0, -4),
          Shaping.Slice.of(3, 2, 3, 5),
          new Shaping.Slice(List.of(), List.of(), List.of(), List.of()),
          new Shaping.Slice(
              List.of(0, 2, 3), List.of(1L, 0L, 6L), List.of(2L, 5L, -8L), List.of(1L, 3L, -4L)),
          new Shaping.Slice(
              List.of(-1, 1), List.of(-2L, 0L), List.of(-100L, 100L), List.of(-2L, 2L)));

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(Shaping.Slice.class, new SlicingSweep(false))
        .on(Shaping.SliceGradient.class, new SlicingSweep(true));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Shaping.Slice slice : SLICES) {
      cases.add(of(name(slice), slice, DType.FLOAT32, Operand.IMAGES));
    }
    Shaping.Slice both = SLICES.get(SLICES.size() - 1);
    for (DType dtype : Operand.ALL) {
      cases.add(of(dtype + " two axes", both, dtype, Operand.IMAGES));
    }
    Shaping.Slice line = Shaping.Slice.of(0, -2, 0, -2);
    cases.add(of("rank 1", line, DType.FLOAT32, Shape.of(9)));
    Shaping.Slice last = Shaping.Slice.of(4, 0, 4, 3);
    cases.add(of("rank 5", last, DType.FLOAT32, Shape.of(2, 3, 2, 3, 4)));
    cases.add(batched(both));
    cases.add(batched(SLICES.get(0)));
    return cases;
  }

  private static String name(Shaping.Slice slice) {
    return "axes "
        + slice.axes()
        + " from "
        + slice.starts()
        + " to "
        + slice.ends()
        + " by "
        + slice.steps();
  }

  /** The gradient has the symbol among its attributes, too. */
  private OperatorCase batched(Shaping.Slice slice) {
    Tensor[] operand = of("", slice, DType.FLOAT32, Operand.IMAGES).inputs().toArray(Tensor[]::new);
    Op op = gradient ? new Shaping.SliceGradient(slice, SymbolicShape.batch("N", 3, 5, 7)) : slice;
    return OperatorCase.of(name(slice), op, operand).batched(0);
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      Shape shape = Shape.of(2, length);
      cases.add(of("length " + length, Shaping.Slice.of(1, -1, -100, -2), dtype, shape));
    }
    cases.add(of("nothing chosen", Shaping.Slice.of(1, 2, 2, 1), dtype, Operand.IMAGES));
    cases.add(of("end before begin", Shaping.Slice.of(1, 2, 1, 1), dtype, Operand.IMAGES));
    cases.add(of("nothing", Shaping.Slice.of(1, 0, 2, 1), dtype, Shape.of(0, 3)));
    Shaping.Slice all = Shaping.Slice.of(0, 0, Long.MAX_VALUE, 1);
    Tensor special = Operand.special(dtype);
    Tensor subnormal = Operand.subnormal(dtype);
    cases.add(OperatorCase.of("special values", op(all, special.shape()), special));
    if (!gradient) {
      cases.add(OperatorCase.of("subnormal", all, subnormal));
    }
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    List<OperatorCase> cases = new ArrayList<>();
    Shape shape = Shape.of(2, 3, 4);
    for (Shaping.Slice slice :
        List.of(
            Shaping.Slice.of(2, 1, 3, 1),
            Shaping.Slice.of(1, -1, -9, -2),
            new Shaping.Slice(
                List.of(1, -1), List.of(-1L, 0L), List.of(-9L, 4L), List.of(-2L, 3L)))) {
      cases.add(of(name(slice), slice, DType.FLOAT32, shape));
    }
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 4, 9);
    List<Integer> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (choices.flag()) {
        axes.add(axis);
        boolean backward = choices.flag();
        long step = choices.between(1, 3);
        long near = choices.between(0, (int) shape.dim(axis) - 1);
        long far = choices.between((int) near, (int) shape.dim(axis) - 1);
        starts.add(backward ? far : near);
        ends.add(backward ? near - shape.dim(axis) - 1 : far + 1);
        steps.add(backward ? -step : step);
      }
    }
    return of("random", new Shaping.Slice(axes, starts, ends, steps), dtype, shape);
  }

  private OperatorCase of(String label, Shaping.Slice slice, DType dtype, Shape shape) {
    Shape operand = gradient ? sliced(slice, dtype, shape) : shape;
    return OperatorCase.of(label, op(slice, shape), Operand.any(dtype, 1, operand));
  }

  private Op op(Shaping.Slice slice, Shape shape) {
    return gradient ? new Shaping.SliceGradient(slice, SymbolicShape.of(shape)) : slice;
  }

  private static Shape sliced(Shaping.Slice slice, DType dtype, Shape shape) {
    TensorType type = new TensorType(dtype, SymbolicShape.of(shape));
    Operands operands = new Operands("slice", slice, List.of(type));
    return slice.infer(operands).get(0).shape().toShape();
  }
}
