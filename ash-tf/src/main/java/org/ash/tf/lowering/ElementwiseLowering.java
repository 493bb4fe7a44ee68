package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Elementwise;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.tf.tensor.ElementTypes;
import org.tensorflow.Output;

/** Operators on each element: the layout stays. */
final class ElementwiseLowering {
  private ElementwiseLowering() {}

  static void register(OperatorTable<Lowering> table) {
    same(table, Elementwise.Neg.class, "Neg");
    same(table, Elementwise.Abs.class, "Abs");
    same(table, Elementwise.Exp.class, "Exp");
    same(table, Elementwise.Log.class, "Log");
    same(table, Elementwise.Sqrt.class, "Sqrt");
    same(table, Elementwise.Sigmoid.class, "Sigmoid");
    same(table, Elementwise.Tanh.class, "Tanh");
    same(table, Elementwise.Erf.class, "Erf");
    same(table, Elementwise.Relu.class, "Relu");
    same(table, Elementwise.Softplus.class, "Softplus");
    same(table, Elementwise.Sign.class, "Sign");
    same(table, Elementwise.Floor.class, "Floor");
    same(table, Elementwise.IsNaN.class, "IsNan");
    same(table, Elementwise.Not.class, "LogicalNot");
    table.on(Elementwise.Reciprocal.class, ElementwiseLowering::reciprocal);
    table.on(Elementwise.Clip.class, ElementwiseLowering::clip);
    table.on(Elementwise.StopGradient.class, (tf, node, in) -> in);
    table.on(Elementwise.Cast.class, ElementwiseLowering::cast);
  }

  private static void same(OperatorTable<Lowering> table, Class<? extends Op> op, String type) {
    table.on(
        op,
        (tf, node, in) ->
            List.of(in.get(0).with(tf.op(type, in.get(0).output()), node.output(0).type())));
  }

  /** By division: TensorFlow's Reciprocal approximates, with errors beyond one ulp. */
  private static List<Lowered> reciprocal(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    Output<?> y = tf.op("RealDiv", tf.scalar(x.type().dtype(), 1), x.output());
    return List.of(x.with(y, x.type()));
  }

  private static List<Lowered> clip(LoweringScope tf, Node node, List<Lowered> in) {
    Elementwise.Clip clip = (Elementwise.Clip) node.op();
    Lowered x = in.get(0);
    Output<?> below = tf.op("Minimum", x.output(), tf.scalar(x.type().dtype(), clip.max()));
    Output<?> y = tf.op("Maximum", below, tf.scalar(x.type().dtype(), clip.min()));
    return List.of(x.with(y, x.type()));
  }

  private static List<Lowered> cast(LoweringScope tf, Node node, List<Lowered> in) {
    Elementwise.Cast cast = (Elementwise.Cast) node.op();
    Output<?> y = tf.cast(in.get(0).output(), ElementTypes.of(cast.to()));
    return List.of(in.get(0).with(y, node.output(0).type()));
  }
}
