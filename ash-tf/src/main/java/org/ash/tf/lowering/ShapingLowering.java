package org.ash.tf.lowering;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Shaping;
import org.ash.ir.TensorType;
import org.ash.tensor.Tensor;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that move elements; a logical transposition moves none, it only changes the layout. */
final class ShapingLowering {
  private ShapingLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Shaping.Reshape.class, ShapingLowering::reshape);
    table.on(Shaping.Transpose.class, ShapingLowering::transpose);
    table.on(Shaping.Concat.class, ShapingLowering::concat);
    table.on(Shaping.Slice.class, ShapingLowering::slice);
    table.on(Shaping.SliceGradient.class, ShapingLowering::sliceGradient);
    table.on(Shaping.Pad.class, ShapingLowering::pad);
    table.on(Shaping.Expand.class, ShapingLowering::expand);
    table.on(Shaping.Size.class, ShapingLowering::size);
  }

  private static List<Lowered> reshape(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    TensorType type = node.output(0).type();
    // Adding and removing extents of 1 moves nothing as long as the others lie in order.
    List<Integer> physical = x.layout().orderOfExtended(x.type().shape());
    List<Integer> sorted = Layout.logical(x.rank()).orderOfExtended(x.type().shape());
    boolean inOrder = physical.equals(sorted);
    Output<?> elements = inOrder ? x.output() : tf.logical(x);
    boolean sameShape =
        (inOrder ? x.layout().extents(x.type().shape()) : x.type().shape().dims())
            .equals(type.shape().dims());
    Output<?> y = sameShape ? elements : tf.reshape(elements, type.shape().dims());
    return List.of(Lowered.logical(y, type));
  }

  private static List<Lowered> transpose(LoweringScope tf, Node node, List<Lowered> in) {
    List<Integer> perm = ((Shaping.Transpose) node.op()).perm();
    int rank = in.get(0).rank();
    List<Integer> axes = perm.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
    Layout layout = in.get(0).layout().transposed(axes);
    return List.of(new Lowered(in.get(0).output(), node.output(0).type(), layout));
  }

  private static List<Lowered> concat(LoweringScope tf, Node node, List<Lowered> in) {
    TensorType type = node.output(0).type();
    if (in.size() == 1) {
      return in;
    }
    int axis = ((Shaping.Concat) node.op()).axis();
    int logical = axis < 0 ? axis + type.rank() : axis;
    Layout layout = tf.common(type.rank(), in);
    List<Output<?>> parts = new ArrayList<>();
    in.forEach(part -> parts.add(tf.in(part, layout)));
    Output<?> y = tf.op("ConcatV2", parts, tf.integer(layout.position(logical)));
    return List.of(new Lowered(y, type, layout));
  }

  private static List<Lowered> slice(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    Output<?> y = tf.part(node, x).orElseGet(() -> stridedSlice(tf, (Shaping.Slice) node.op(), x));
    return List.of(x.with(y, node.output(0).type()));
  }

  private static Output<?> stridedSlice(LoweringScope tf, Shaping.Slice slice, Lowered x) {
    StridedRanges ranges = StridedRanges.of(slice, x.type(), x.layout());
    return tf.op("StridedSlice")
        .in(x.output(), tf.ints(ranges.begins()), tf.ints(ranges.ends()), tf.ints(ranges.steps()))
        .attr("begin_mask", ranges.beginMask())
        .attr("end_mask", ranges.endMask())
        .one();
  }

  private static List<Lowered> sliceGradient(LoweringScope tf, Node node, List<Lowered> in) {
    Shaping.SliceGradient gradient = (Shaping.SliceGradient) node.op();
    Lowered dy = in.get(0);
    TensorType type = node.output(0).type();
    StridedRanges ranges = StridedRanges.of(gradient.slice(), type, dy.layout());
    Output<?> dx =
        tf.op("StridedSliceGrad")
            .in(
                tf.shape(dy.layout().extents(type.shape())),
                tf.ints(ranges.begins()),
                tf.ints(ranges.ends()),
                tf.ints(ranges.steps()),
                dy.output())
            .attr("begin_mask", ranges.beginMask())
            .attr("end_mask", ranges.endMask())
            .one();
    return List.of(dy.with(dx, type));
  }

  private static List<Lowered> pad(LoweringScope tf, Node node, List<Lowered> in) {
    Shaping.Pad pad = (Shaping.Pad) node.op();
    Lowered x = in.get(0);
    if (x.rank() == 0) {
      return in;
    }
    int[] paddings = new int[2 * x.rank()];
    for (int position = 0; position < x.rank(); position++) {
      int axis = x.layout().order().get(position);
      paddings[2 * position] = Math.toIntExact(pad.begins().get(axis));
      paddings[2 * position + 1] = Math.toIntExact(pad.ends().get(axis));
    }
    Output<?> y =
        tf.op("PadV2", x.output(), tf.matrix(paddings), tf.scalar(x.type().dtype(), pad.value()));
    return List.of(x.with(y, node.output(0).type()));
  }

  private static List<Lowered> expand(LoweringScope tf, Node node, List<Lowered> in) {
    TensorType type = node.output(0).type();
    Layout layout = in.get(0).layout().withRank(type.rank());
    Output<?> x = tf.broadcastable(in.get(0), layout);
    Output<?> y = tf.op("BroadcastTo", x, tf.shape(layout.extents(type.shape())));
    return List.of(new Lowered(y, type, layout));
  }

  private static List<Lowered> size(LoweringScope tf, Node node, List<Lowered> in) {
    TensorType x = in.get(0).type();
    Dimension size = Dimension.of(1);
    for (int axis : ((Shaping.Size) node.op()).axes()) {
      size = size.times(x.dim(axis < 0 ? axis + x.rank() : axis));
    }
    Output<?> count =
        size.isStatic()
            ? tf.constant(Tensor.ofLongs(new long[] {size.extent()}))
            : tf.cast(tf.extent(size), DataType.DT_INT64);
    return List.of(Lowered.logical(count, node.output(0).type()));
  }
}
