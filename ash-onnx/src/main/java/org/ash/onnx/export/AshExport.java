package org.ash.onnx.export;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.ir.AshComposite.AshGradient;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.tensor.DType;

/**
 * The gradient of ASH with fewer passes over the images than its decomposition takes. ASH itself is
 * always decomposed. What its decomposition computes (the gate, the value) is written again here by
 * the same nodes, so that an engine which shares common subexpressions does it once.
 */
final class AshExport {
  private AshExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(AshGradient.class, new Claimed(1, AshExport::gradient));
  }

  /**
   * With the gate {@code S}, {@code y = x S}, {@code c = x - mean}: {@code h = dy S (x - y)}, which
   * is ASH-6's {@code dy x S (1 - S)}, and {@code dx = dy S + 2 alpha h + q (1 + z c / std)},
   * {@code q = -2 alpha mean(h)}.
   */
  private static List<String> gradient(Node node, NodeExport out) {
    String x = out.in(1);
    String z = out.in(3);
    String std = out.in(5);
    String twoAlpha = out.node("Mul", out.in(2), out.scalar(DType.FLOAT32, 2));
    String centred = out.node("Sub", x, out.in(4));
    String above = out.node("Sub", centred, out.node("Mul", z, std));
    String gate = out.node("Sigmoid", out.node("Mul", above, twoAlpha));
    String y = out.node("Mul", x, gate);

    String direct = out.node("Mul", out.in(0), gate);
    String h = out.node("Mul", direct, out.node("Sub", x, y));
    int rank = node.input(1).type().rank();
    List<Integer> sample = IntStream.range(1, rank).boxed().toList();
    String sums = ReductionExport.reduce(out, "ReduceSum", h, sample, true);
    String means = out.node("Div", sums, out.count(1, sample));
    String shift = out.node("Neg", out.node("Mul", twoAlpha, means));
    String slope = out.node("Div", out.node("Mul", shift, z), std);
    String viaGate = out.node("Add", direct, out.node("Mul", h, twoAlpha));
    String viaStatistics = out.node("Add", out.node("Mul", centred, slope), shift);

    String dz =
        out.node("Neg", out.node("Mul", twoAlpha, sum(out, out.node("Mul", std, sums), rank)));
    String total = sum(out, out.node("Mul", h, above), rank);
    return List.of(
        out.node("Add", viaGate, viaStatistics),
        out.node("Mul", total, out.scalar(DType.FLOAT32, 2)),
        dz);
  }

  private static String sum(NodeExport out, String value, int rank) {
    List<Integer> axes = IntStream.range(0, rank).boxed().toList();
    return ReductionExport.reduce(out, "ReduceSum", value, axes, false);
  }
}
