package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.SymbolicShape;
import org.ash.tensor.DType;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that take or give indices. TensorFlow's work along the last axis in memory. */
final class IndexingLowering {
  private IndexingLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Indexing.OneHot.class, IndexingLowering::oneHot);
    table.on(Indexing.TopK.class, IndexingLowering::topK);
    table.on(Indexing.GatherElements.class, IndexingLowering::gatherElements);
    table.on(Indexing.GatherElementsGradient.class, IndexingLowering::gatherElementsGradient);
  }

  private static List<Lowered> oneHot(LoweringScope tf, Node node, List<Lowered> in) {
    Indexing.OneHot oneHot = (Indexing.OneHot) node.op();
    Output<?> y =
        tf.op("OneHot")
            .in(
                tf.logical(in.get(0)),
                tf.integer(oneHot.depth()),
                tf.scalar(oneHot.dtype(), 1),
                tf.scalar(oneHot.dtype(), 0))
            .attr("axis", -1)
            .one();
    return List.of(Lowered.logical(y, node.output(0).type()));
  }

  /**
   * TopKV2 compares, which ranks NaN anywhere; it is given Inf there, and the values are picked.
   */
  private static List<Lowered> topK(LoweringScope tf, Node node, List<Lowered> in) {
    Indexing.TopK op = (Indexing.TopK) node.op();
    Layout layout = withLast(in.get(0), op.axis());
    Output<?> x = tf.in(in.get(0), layout);
    DType dtype = in.get(0).type().dtype();
    Output<?> ranked = dtype.isFloating() ? withoutNaN(tf, x, dtype) : x;
    Operation largest = tf.op("TopKV2").in(ranked, tf.integer(op.k())).write();
    Output<?> places = OperationCall.output(largest, 1);
    Output<?> values =
        dtype.isFloating() ? gather(tf, x, places, layout) : OperationCall.output(largest, 0);
    return List.of(
        new Lowered(values, node.output(0).type(), layout),
        new Lowered(tf.cast(places, DataType.DT_INT64), node.output(1).type(), layout));
  }

  private static Output<?> withoutNaN(LoweringScope tf, Output<?> x, DType dtype) {
    return tf.op("SelectV2", tf.op("IsNan", x), tf.scalar(dtype, Double.POSITIVE_INFINITY), x);
  }

  private static List<Lowered> gatherElements(LoweringScope tf, Node node, List<Lowered> in) {
    Layout layout = withLast(in.get(0), ((Indexing.GatherElements) node.op()).axis());
    Output<?> y = gather(tf, tf.in(in.get(0), layout), tf.in(in.get(1), layout), layout);
    return List.of(new Lowered(y, node.output(0).type(), layout));
  }

  /** Picks along the last axis, in each line by its own indices. */
  private static Output<?> gather(LoweringScope tf, Output<?> x, Output<?> indices, Layout layout) {
    int last = layout.rank() - 1;
    return tf.op("GatherV2").in(x, indices, tf.integer(last)).attr("batch_dims", last).one();
  }

  /** The lines one behind the other, and each index raised by where its line begins. */
  private static List<Lowered> gatherElementsGradient(
      LoweringScope tf, Node node, List<Lowered> in) {
    Indexing.GatherElementsGradient op = (Indexing.GatherElementsGradient) node.op();
    Layout layout = withLast(in.get(0), op.axis());
    SymbolicShape given = in.get(0).type().shape();
    SymbolicShape result = node.output(0).type().shape();
    Dimension count = given.dim(layout.order().get(layout.rank() - 1));
    Dimension extent = Dimension.of(op.extent());
    Dimension lines = Dimension.of(1);
    for (int position = 0; position < layout.rank() - 1; position++) {
      lines = lines.times(given.dim(layout.order().get(position)));
    }
    Output<?> begins =
        tf.op(
            "Mul",
            tf.op("Range", tf.integer(0), tf.extent(lines), tf.integer(1)),
            tf.integer(op.extent()));
    Output<?> column = tf.cast(tf.op("ExpandDims", begins, tf.integer(1)), DataType.DT_INT64);
    Output<?> indices = tf.reshape(tf.in(in.get(1), layout), List.of(lines, count));
    Output<?> places =
        tf.reshape(tf.op("AddV2", indices, column), List.of(lines.times(count), Dimension.of(1)));
    Output<?> flat =
        tf.op(
            "ScatterNd",
            places,
            tf.reshape(tf.in(in.get(0), layout), List.of(lines.times(count))),
            tf.cast(tf.shape(List.of(lines.times(extent))), DataType.DT_INT64));
    Output<?> dx = tf.reshape(flat, layout.extents(result));
    return List.of(new Lowered(dx, node.output(0).type(), layout));
  }

  private static Layout withLast(Lowered x, int axis) {
    return Layout.withLast(x.rank(), axis < 0 ? axis + x.rank() : axis);
  }
}
