package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.OperatorTable;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Reshape, Transpose, Expand, Concat, Pad and Size, in every type, bit for bit. */
final class ShapingSweep {
  private static final Dimension N = Dimension.symbol("N");

  private ShapingSweep() {}

  static void register(OperatorTable<OperatorSweep> table) {
    table
        .on(
            Shaping.Reshape.class,
            new ListedSweep(
                ShapingSweep::reshapeValues,
                ShapingSweep::reshapeSpecial,
                () ->
                    List.of(
                        reshape("to rows", DType.FLOAT32, Shape.of(2, 3, 4), 6, 4),
                        reshape("to a line", DType.FLOAT32, Shape.of(2, 3), 6)),
                ShapingSweep::reshapeRandom))
        .on(
            Shaping.Transpose.class,
            new ListedSweep(
                ShapingSweep::transposeValues,
                ShapingSweep::transposeSpecial,
                () ->
                    List.of(
                        transpose("rank 3", DType.FLOAT32, Shape.of(2, 3, 4), 2, 0, 1),
                        transpose("matrix", DType.FLOAT32, Shape.of(2, 3), 1, 0)),
                ShapingSweep::transposeRandom))
        .on(
            Shaping.Expand.class,
            new ListedSweep(
                ShapingSweep::expandValues,
                ShapingSweep::expandSpecial,
                () ->
                    List.of(
                        expand("in the middle", DType.FLOAT32, Shape.of(2, 1, 3), 2, 4, 3),
                        expand("new axes", DType.FLOAT32, Shape.of(3, 1), 2, 2, 3, 2)),
                ShapingSweep::expandRandom))
        .on(
            Shaping.Size.class,
            new ListedSweep(
                ShapingSweep::sizeValues,
                () ->
                    List.of(
                        size("nothing", DType.FLOAT32, Shape.of(2, 0), 0, 1),
                        size("a scalar", DType.FLOAT32, Shape.scalar())),
                List::of,
                ShapingSweep::sizeRandom));
    JoiningSweep.register(table);
    SlicingSweep.register(table);
  }

  private static List<OperatorCase> reshapeValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(reshape(dtype + " to rows", dtype, Operand.IMAGES, 6, 35));
    }
    DType dtype = DType.FLOAT32;
    cases.add(reshape("to a line", dtype, Operand.IMAGES, 210));
    cases.add(reshape("from a line", dtype, Shape.of(210), 7, 5, 3, 2));
    cases.add(reshape("with new axes", dtype, Shape.of(3, 4), 1, 3, 1, 4, 1));
    cases.add(reshape("to a scalar", dtype, Shape.of(1, 1)));
    cases.add(reshape("from a scalar", dtype, Shape.scalar(), 1, 1, 1));
    cases.add(reshape("unchanged", dtype, Operand.IMAGES, 2, 3, 5, 7));
    Tensor x = Operand.normal(dtype, 2, Operand.IMAGES);
    Shaping.Reshape flat = new Shaping.Reshape(SymbolicShape.batch("N", 105));
    cases.add(OperatorCase.of("keeps N", flat, x).batched(0));
    SymbolicShape pixels = SymbolicShape.of(N.times(Dimension.of(3)), Dimension.of(35));
    cases.add(OperatorCase.of("merges N", new Shaping.Reshape(pixels), x).batched(0));
    SymbolicShape last = SymbolicShape.of(Dimension.of(15), Dimension.of(7).times(N));
    cases.add(OperatorCase.of("moves N", new Shaping.Reshape(last), x).batched(0));
    return cases;
  }

  private static List<OperatorCase> reshapeSpecial() {
    Tensor special = Operand.special(DType.FLOAT32);
    Shaping.Reshape square = new Shaping.Reshape(SymbolicShape.of(4, 4));
    Shaping.Reshape pairs = new Shaping.Reshape(SymbolicShape.of(2, 2));
    return List.of(
        OperatorCase.of("special values", square, special),
        OperatorCase.of("subnormal", pairs, Operand.subnormal(DType.FLOAT32)),
        reshape("nothing", DType.FLOAT32, Shape.of(0, 3), 3, 0));
  }

  private static OperatorCase reshapeRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 4, 6);
    // Neighbouring axes merged.
    List<Long> merged = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis > 0 && choices.flag()) {
        merged.set(merged.size() - 1, merged.get(merged.size() - 1) * shape.dim(axis));
      } else {
        merged.add(shape.dim(axis));
      }
    }
    long[] dims = merged.stream().mapToLong(Long::longValue).toArray();
    return choices.flag()
        ? reshape("random", dtype, Shape.of(dims), shape.dims())
        : reshape("random", dtype, shape, dims);
  }

  private static OperatorCase reshape(String label, DType dtype, Shape shape, long... dims) {
    Shaping.Reshape op = new Shaping.Reshape(SymbolicShape.of(dims));
    return OperatorCase.of(label, op, Operand.any(dtype, 1, shape));
  }

  private static List<OperatorCase> transposeValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(transpose(dtype + " to NHWC", dtype, Operand.IMAGES, 0, 2, 3, 1));
    }
    DType dtype = DType.FLOAT32;
    cases.add(transpose("to NCHW", dtype, Operand.IMAGES, 0, 3, 1, 2));
    cases.add(transpose("reversed", dtype, Operand.IMAGES, 3, 2, 1, 0));
    cases.add(transpose("H and W", dtype, Operand.IMAGES, 0, 1, 3, 2));
    cases.add(transpose("N and C", dtype, Operand.IMAGES, 1, 0, 2, 3));
    cases.add(transpose("unchanged", dtype, Operand.IMAGES, 0, 1, 2, 3));
    cases.add(transpose("matrix", dtype, Shape.of(3, 5), 1, 0));
    cases.add(transpose("rank 1", dtype, Shape.of(3), 0));
    cases.add(transpose("rank 3", dtype, Shape.of(2, 3, 4), 2, 0, 1));
    cases.add(transpose("rank 5", dtype, Shape.of(2, 3, 4, 5, 6), 4, 0, 3, 1, 2));
    cases.add(transpose("images", dtype, Operand.IMAGES, 2, 0, 3, 1).batched(0));
    return cases;
  }

  private static List<OperatorCase> transposeSpecial() {
    List<OperatorCase> cases = new ArrayList<>();
    DType dtype = DType.FLOAT32;
    for (int length : Operand.AWKWARD_LENGTHS) {
      cases.add(transpose("5 by " + length, dtype, Shape.of(5, length), 1, 0));
    }
    Shaping.Transpose swap = new Shaping.Transpose(List.of(1, 0));
    cases.add(OperatorCase.of("special values", swap, Operand.special(dtype).reshape(2, 8)));
    cases.add(OperatorCase.of("subnormal", swap, Operand.subnormal(dtype).reshape(2, 2)));
    cases.add(transpose("nothing", dtype, Shape.of(0, 3), 1, 0));
    cases.add(transpose("a scalar", dtype, Shape.scalar()));
    return cases;
  }

  private static OperatorCase transposeRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 5, 6);
    List<Integer> left = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      left.add(axis);
    }
    int[] perm = new int[shape.rank()];
    for (int i = 0; i < perm.length; i++) {
      perm[i] = left.remove(choices.between(0, left.size() - 1));
    }
    return transpose("random", dtype, shape, perm);
  }

  private static OperatorCase transpose(String label, DType dtype, Shape shape, int... perm) {
    List<Integer> axes = Arrays.stream(perm).boxed().toList();
    return OperatorCase.of(label, new Shaping.Transpose(axes), Operand.any(dtype, 1, shape));
  }

  private static List<OperatorCase> expandValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(expand(dtype + " to images", dtype, Shape.of(3, 1, 1), 2, 3, 5, 7));
    }
    DType dtype = DType.FLOAT32;
    cases.add(expand("a scalar", dtype, Shape.scalar(), 2, 3));
    cases.add(expand("rows", dtype, Shape.of(2, 1), 2, 5));
    cases.add(expand("columns", dtype, Shape.of(5), 3, 5));
    cases.add(expand("every other axis", dtype, Shape.of(1, 3, 1, 5), 2, 3, 4, 5));
    cases.add(expand("unchanged", dtype, Shape.of(2, 3), 2, 3));
    cases.add(expand("rank 5", dtype, Shape.of(3, 1, 2), 2, 2, 3, 4, 2));
    Shaping.Expand widened = new Shaping.Expand(SymbolicShape.batch("N", 4));
    Tensor column = Operand.normal(dtype, 2, Shape.of(3, 1));
    cases.add(OperatorCase.of("keeps N", widened, column).batched(0));
    SymbolicShape behind = SymbolicShape.of(Dimension.of(2), N, Dimension.of(3), Dimension.of(4));
    Tensor samples = Operand.normal(dtype, 3, Shape.of(6, 3, 4));
    cases.add(OperatorCase.of("moves N", new Shaping.Expand(behind), samples).batched(0));
    return cases;
  }

  private static List<OperatorCase> expandSpecial() {
    Shaping.Expand rows = new Shaping.Expand(SymbolicShape.of(2, 16));
    Shaping.Expand few = new Shaping.Expand(SymbolicShape.of(3, 4));
    return List.of(
        OperatorCase.of("special values", rows, Operand.special(DType.FLOAT32)),
        OperatorCase.of("subnormal", few, Operand.subnormal(DType.FLOAT32)),
        expand("nothing", DType.FLOAT32, Shape.of(0, 1), 0, 3));
  }

  private static OperatorCase expandRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape result = Draw.shape(choices, 0, 5, 5);
    return expand("random", dtype, Draw.repeated(choices, result), result.dims());
  }

  private static OperatorCase expand(String label, DType dtype, Shape shape, long... dims) {
    Shaping.Expand op = new Shaping.Expand(SymbolicShape.of(dims));
    return OperatorCase.of(label, op, Operand.any(dtype, 1, shape));
  }

  private static List<OperatorCase> sizeValues() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      cases.add(size(dtype + " images", dtype, Operand.IMAGES, 0, 2));
    }
    DType dtype = DType.FLOAT32;
    cases.add(size("of no axes", dtype, Operand.IMAGES));
    cases.add(size("of all axes", dtype, Operand.IMAGES, 3, 2, 1, 0));
    cases.add(size("of axes from the end", dtype, Operand.IMAGES, -1, -4));
    cases.add(size("of N", dtype, Operand.IMAGES, 0).batched(0));
    cases.add(size("of N and more", dtype, Operand.IMAGES, 0, 2, 3).batched(0));
    return cases;
  }

  private static OperatorCase sizeRandom(Choices choices) {
    DType dtype = Draw.dtype(choices, Operand.ALL);
    Shape shape = Draw.shape(choices, 1, 5, 6);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (choices.flag()) {
        axes.add(axis);
      }
    }
    return size("random", dtype, shape, axes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static OperatorCase size(String label, DType dtype, Shape shape, int... axes) {
    List<Integer> list = Arrays.stream(axes).boxed().toList();
    return OperatorCase.of(label, new Shaping.Size(list), Operand.any(dtype, 1, shape));
  }
}
