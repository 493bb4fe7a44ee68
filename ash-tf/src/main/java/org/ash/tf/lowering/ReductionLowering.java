package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Reduction;
import org.ash.ir.TensorType;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Reductions over the physical positions of the logical axes. */
final class ReductionLowering {
  private ReductionLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Reduction.ReduceSum.class, (tf, node, in) -> reduce(tf, node, in.get(0), "Sum"));
    table.on(Reduction.ReduceMean.class, (tf, node, in) -> reduce(tf, node, in.get(0), "Mean"));
    table.on(Reduction.ReduceMax.class, (tf, node, in) -> reduce(tf, node, in.get(0), "Max"));
    table.on(Reduction.ArgMax.class, ReductionLowering::argMax);
  }

  private static List<Lowered> reduce(LoweringScope tf, Node node, Lowered x, String type) {
    Reduction reduction = (Reduction) node.op();
    List<Integer> axes = reduction.axesOf(x.rank());
    if (axes.isEmpty()) {
      return List.of(x);
    }
    Output<?> y =
        tf.op(type)
            .in(x.output(), positions(tf, x, axes))
            .attr("keep_dims", reduction.keepDims())
            .one();
    return List.of(result(node, x, axes, y));
  }

  private static List<Lowered> argMax(LoweringScope tf, Node node, List<Lowered> in) {
    Reduction.ArgMax argMax = (Reduction.ArgMax) node.op();
    Lowered x = in.get(0);
    List<Integer> axes = argMax.axesOf(x.rank());
    int position = x.layout().position(axes.get(0));
    Output<?> index =
        tf.op("ArgMax")
            .in(x.output(), tf.integer(position))
            .attr("output_type", DataType.DT_INT64)
            .one();
    Output<?> y = argMax.keepDims() ? tf.op("ExpandDims", index, tf.integer(position)) : index;
    return List.of(result(node, x, axes, y));
  }

  private static Output<?> positions(LoweringScope tf, Lowered x, List<Integer> axes) {
    return tf.ints(axes.stream().mapToLong(x.layout()::position).sorted().toArray());
  }

  private static Lowered result(Node node, Lowered x, List<Integer> axes, Output<?> y) {
    TensorType type = node.output(0).type();
    boolean kept = ((Reduction) node.op()).keepDims();
    return new Lowered(y, type, kept ? x.layout() : x.layout().without(axes));
  }
}
