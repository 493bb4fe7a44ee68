package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;

/**
 * The gradient of Slice, by movement only, so that it is exact for every type: a backward walk is
 * turned round, a step of s is undone by s - 1 zeros behind each element, and the rest is padding
 * at both ends.
 */
final class SliceGradientExport {
  private SliceGradientExport() {}

  static List<String> sliceGradient(Node node, NodeExport out) {
    Shaping.SliceGradient op = (Shaping.SliceGradient) node.op();
    SymbolicShape shape = node.input(0).type().shape();
    DType dtype = node.input(0).type().dtype();
    String zero = out.scalar(dtype, 0);
    if (shape.dims().contains(Dimension.of(0))) {
      return List.of(out.node("Expand", zero, out.shape(op.inputShape())));
    }
    int rank = shape.rank();
    List<Long> before = new ArrayList<>(Collections.nCopies(rank, 0L));
    List<Long> after = new ArrayList<>(Collections.nCopies(rank, 0L));
    String value = out.in(0);
    Shaping.Slice slice = op.slice();
    for (int i = 0; i < slice.axes().size(); i++) {
      int axis = slice.axes().get(i) < 0 ? slice.axes().get(i) + rank : slice.axes().get(i);
      long extent = op.inputShape().dim(axis).extent();
      Shaping.Range range = slice.range(i, extent);
      long step = Math.abs(range.step());
      long span = (range.count() - 1) * step;
      if (range.step() < 0 && range.count() > 1) {
        value = reversed(out, value, axis);
      }
      if (step > 1 && range.count() > 1) {
        value = spread(out, value, shape, axis, step, zero);
        shape = shape.with(axis, Dimension.of(span + 1));
      }
      long first = range.step() < 0 ? range.first() - span : range.first();
      before.set(axis, first);
      after.set(axis, extent - first - span - 1);
    }
    boolean whole = Collections.max(before) == 0 && Collections.max(after) == 0;
    return List.of(
        whole ? out.node("Identity", value) : ShapingExport.pad(out, value, before, after, zero));
  }

  private static String reversed(NodeExport out, String value, int axis) {
    return ShapingExport.slice(
        out, value, List.of(axis), List.of(-1L), List.of(Long.MIN_VALUE + 1), List.of(-1L));
  }

  /**
   * Puts step - 1 zeros between neighbours along an axis: each element is a row of its own, to
   * which the zeros are joined. In ONNX Runtime six times as fast as padding the rows.
   */
  private static String spread(
      NodeExport out, String value, SymbolicShape shape, int axis, long step, String zero) {
    List<Dimension> split = new ArrayList<>(shape.dims());
    split.add(axis + 1, Dimension.of(1));
    SymbolicShape columns = new SymbolicShape(split);
    String apart = ShapingExport.reshape(out, value, shape, columns);
    String zeros =
        out.node("Expand", zero, out.shape(columns.with(axis + 1, Dimension.of(step - 1))));
    String filled = out.node("Concat").in(apart, zeros).integer("axis", axis + 1).write();
    long count = shape.dim(axis).extent();
    String joined =
        ShapingExport.reshape(
            out,
            filled,
            columns.with(axis + 1, Dimension.of(step)),
            shape.with(axis, Dimension.of(count * step)));
    return ShapingExport.slice(
        out, joined, List.of(axis), List.of(0L), List.of((count - 1) * step + 1), List.of(1L));
  }
}
