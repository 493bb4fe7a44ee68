package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Indexing;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.tensorflow.Output;

/** Operators that take indices. */
final class IndexingLowering {
  private IndexingLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Indexing.OneHot.class, IndexingLowering::oneHot);
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
}
