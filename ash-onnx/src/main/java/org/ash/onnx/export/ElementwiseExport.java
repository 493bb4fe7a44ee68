package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Elementwise;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.onnx.model.OnnxTypes;
import org.ash.tensor.DType;

/** Elementwise operators: each is one ONNX node. */
final class ElementwiseExport {
  private ElementwiseExport() {}

  static void register(OperatorTable<Export> table) {
    List<Class<? extends Op>> sameNamed =
        List.of(
            Elementwise.Neg.class,
            Elementwise.Abs.class,
            Elementwise.Exp.class,
            Elementwise.Log.class,
            Elementwise.Sqrt.class,
            Elementwise.Reciprocal.class,
            Elementwise.Sigmoid.class,
            Elementwise.Tanh.class,
            Elementwise.Erf.class,
            Elementwise.Relu.class,
            Elementwise.Softplus.class,
            Elementwise.Sign.class,
            Elementwise.Floor.class,
            Elementwise.IsNaN.class,
            Elementwise.Not.class);
    sameNamed.forEach(op -> table.on(op, ElementwiseExport::sameName));
    table.on(Elementwise.Clip.class, ElementwiseExport::clip);
    table.on(Elementwise.StopGradient.class, ElementwiseExport::stopGradient);
    table.on(Elementwise.Cast.class, ElementwiseExport::cast);
  }

  /** Operators whose name and operands are ONNX's. */
  static List<String> sameName(Node node, NodeExport out) {
    return List.of(out.node(node.op().name()).in(out.inputs()).write());
  }

  /** The bounds are inputs since opset 11. */
  private static List<String> clip(Node node, NodeExport out) {
    Elementwise.Clip op = (Elementwise.Clip) node.op();
    DType dtype = node.input(0).type().dtype();
    return List.of(
        out.node("Clip", out.in(0), out.scalar(dtype, op.min()), out.scalar(dtype, op.max())));
  }

  private static List<String> stopGradient(Node node, NodeExport out) {
    return List.of(out.node("Identity", out.in(0)));
  }

  private static List<String> cast(Node node, NodeExport out) {
    DType to = ((Elementwise.Cast) node.op()).to();
    return List.of(out.node("Cast").in(out.in(0)).integer("to", OnnxTypes.elementType(to)).write());
  }
}
