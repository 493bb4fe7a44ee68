package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Indexing;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * GatherElements and its gradient by the same indices, some of them repeated.
 *
 * @param gradient whether the gradient is swept
 */
record GatheringSweep(boolean gradient) implements OperatorSweep {

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(Indexing.GatherElements.class, new GatheringSweep(false))
        .on(Indexing.GatherElementsGradient.class, new GatheringSweep(true));
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : gradient ? Operand.FLOATING : Operand.ALL) {
      for (int axis : new int[] {0, 1, -2, 3}) {
        for (int count : new int[] {1, 4, 9}) {
          cases.add(of(dtype + " images", axis, count, dtype, Operand.IMAGES));
        }
      }
    }
    DType dtype = DType.FLOAT32;
    cases.add(of("rank 1", 0, 4, dtype, Shape.of(9)));
    cases.add(of("rank 5", 3, 2, dtype, Shape.of(2, 3, 2, 5, 4)));
    cases.add(of("extent 1", 1, 6, dtype, Shape.of(3, 1, 4)));
    cases.add(of("many", 1, 2048, dtype, Shape.of(3, 4096)));
    cases.add(of("channels", 1, 2, dtype, Operand.IMAGES).batched(0, 1));
    cases.add(of("columns", -1, 9, dtype, Operand.IMAGES).batched(0, 1));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      cases.add(of("of length " + length, 1, 5, dtype, Shape.of(2, length)));
      cases.add(of("length " + length, 1, length, dtype, Shape.of(2, 7)));
    }
    cases.add(of("no indices", 1, 0, dtype, Shape.of(2, 7)));
    cases.add(of("no lines", 1, 2, dtype, Shape.of(0, 7)));
    Tensor special = Operand.special(dtype);
    Tensor places = indices(special.size(), 3, special.shape());
    cases.add(OperatorCase.of("special values", op(0, special.size()), special, places));
    if (!gradient) {
      Tensor subnormal = Operand.subnormal(dtype);
      Tensor backward = Tensor.ofLongs(new long[] {3, 2, 1, 0}, 4);
      cases.add(OperatorCase.of("subnormal", op(0, 4), subnormal, backward));
    }
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    List<OperatorCase> cases = new ArrayList<>();
    Shape shape = Shape.of(2, 3, 4);
    cases.add(of("smooth", -1, 2, DType.FLOAT32, shape));
    cases.add(of("smooth", 0, 5, DType.FLOAT32, shape));
    cases.add(of("smooth", 1, 3, DType.FLOAT32, shape).batched(0, 1));
    return cases;
  }

  @Override
  public OperatorCase random(Choices choices) {
    DType dtype = Draw.dtype(choices, gradient ? Operand.FLOATING : Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 4, 7);
    int axis = choices.between(0, shape.rank() - 1);
    int count = choices.between(1, 9);
    return of("random", choices.flag() ? axis - shape.rank() : axis, count, dtype, shape);
  }

  /** This many picked out of a shape along an axis, or given back to it. */
  private OperatorCase of(String label, int axis, int count, DType dtype, Shape shape) {
    int along = axis < 0 ? axis + shape.rank() : axis;
    int extent = (int) shape.dim(along);
    long[] dims = shape.dims();
    dims[along] = count;
    Tensor places = indices(extent, count, Shape.of(dims));
    Tensor operand = Operand.any(dtype, 1, gradient ? places.shape() : shape);
    String title = label + ", " + count + " along " + axis;
    return OperatorCase.of(title, op(axis, extent), operand, places);
  }

  private Op op(int axis, int extent) {
    return gradient
        ? new Indexing.GatherElementsGradient(axis, extent)
        : new Indexing.GatherElements(axis);
  }

  private static Tensor indices(int extent, long seed, Shape shape) {
    Philox random = new Philox(seed, 5);
    return Tensor.generate(DType.INT64, shape, i -> random.below(i, extent));
  }
}
