package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Node;
import org.ash.ir.Normalization;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;
import org.tensorflow.Output;

/** Softmax over the last physical axis, batch normalization with the channels there. */
final class NormalizationLowering {
  private NormalizationLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(
        Normalization.Softmax.class,
        (tf, node, in) ->
            alongLast(tf, in.get(0), ((Normalization.Softmax) node.op()).axis(), "Softmax"));
    table.on(
        Normalization.LogSoftmax.class,
        (tf, node, in) ->
            alongLast(tf, in.get(0), ((Normalization.LogSoftmax) node.op()).axis(), "LogSoftmax"));
    table.on(Normalization.BatchNormalization.class, NormalizationLowering::batchNormalization);
  }

  private static List<Lowered> alongLast(LoweringScope tf, Lowered x, int axis, String type) {
    int logical = axis < 0 ? axis + x.rank() : axis;
    Layout layout =
        x.layout().position(logical) == x.rank() - 1
            ? x.layout()
            : Layout.withLast(x.rank(), logical);
    return List.of(new Lowered(tf.op(type, tf.in(x, layout)), x.type(), layout));
  }

  private static List<Lowered> batchNormalization(LoweringScope tf, Node node, List<Lowered> in) {
    double eps = ((Normalization.BatchNormalization) node.op()).eps();
    TensorType type = in.get(0).type();
    Layout layout = Layout.channelsLast(type.rank());
    Output<?> x = tf.in(in.get(0), layout);
    Output<?> scale = in.get(1).output();
    Output<?> bias = in.get(2).output();
    Output<?> mean = in.get(3).output();
    Output<?> variance = in.get(4).output();
    if (type.rank() == 4 && type.dtype() == DType.FLOAT32) {
      Output<?> fused =
          tf.op("FusedBatchNormV3")
              .in(x, scale, bias, mean, variance)
              .attr("epsilon", eps)
              .attr("data_format", "NHWC")
              .attr("is_training", false)
              .one();
      return List.of(new Lowered(fused, type, layout));
    }
    Output<?> std = tf.op("Sqrt", tf.op("AddV2", variance, tf.scalar(type.dtype(), eps)));
    Output<?> centred = tf.op("Sub", x, mean);
    Output<?> scaled = tf.op("Mul", centred, tf.op("RealDiv", scale, std));
    return List.of(new Lowered(tf.op("AddV2", scaled, bias), type, layout));
  }
}
