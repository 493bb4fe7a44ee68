package org.ash.tf.lowering;

import java.util.List;
import java.util.Optional;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.BatchNormalizationComposite.BatchNormalizationTraining;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Training-mode batch normalization by TensorFlow's fused kernels, for FLOAT32 images.
 *
 * <p>The kernel reports the variance scaled by N/(N-1), where the definition wants the population
 * variance. On a CPU its second reserved output is just that; on a GPU that output is the inverse
 * deviation, and the reported variance is scaled back.
 */
final class BatchNormalizationLowering {
  private static final Layout IMAGE = Layout.channelsLast(4);
  private static final int RESERVED_FROM = 3;
  private static final int RESERVED_TO = 6;

  private BatchNormalizationLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(
        BatchNormalizationTraining.class,
        ((Lowering) BatchNormalizationLowering::training).whenOp((op, in) -> isImage(in.get(0))));
    table.on(
        BatchNormalizationComposite.BatchNormalizationGradient.class,
        ((Lowering) BatchNormalizationLowering::gradient).whenOp((op, in) -> isImage(in.get(1))));
  }

  private static boolean isImage(TensorType type) {
    return type.dtype() == DType.FLOAT32 && type.rank() == 4;
  }

  private static List<Lowered> training(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    Output<?> none = tf.constant(Tensor.allocate(DType.FLOAT32, Shape.of(0)));
    Operation fused =
        tf.op("FusedBatchNormV3")
            .in(tf.in(x, IMAGE), in.get(1).output(), in.get(2).output(), none, none)
            .attr("epsilon", ((BatchNormalizationComposite) node.op()).eps())
            .attr("data_format", "NHWC")
            .attr("is_training", true)
            .write();
    tf.reserve(node, fused, RESERVED_FROM, RESERVED_TO);
    Output<?> variance =
        tf.device() == Device.Kind.CPU
            ? OperationCall.output(fused, 4)
            : population(tf, x.type(), OperationCall.output(fused, 2));
    return List.of(
        new Lowered(OperationCall.output(fused, 0), x.type(), IMAGE),
        Lowered.logical(OperationCall.output(fused, 1), node.output(1).type()),
        Lowered.logical(variance, node.output(2).type()));
  }

  private static List<Lowered> gradient(LoweringScope tf, Node node, List<Lowered> in) {
    double eps = ((BatchNormalizationComposite) node.op()).eps();
    List<Output<?>> statistics =
        reservedByForward(tf, node, eps).orElseGet(() -> givenStatistics(tf, in, eps));
    Operation fused =
        tf.op("FusedBatchNormGradV3")
            .in(tf.in(in.get(0), IMAGE), tf.in(in.get(1), IMAGE), in.get(2).output())
            .in(statistics.toArray(Output<?>[]::new))
            .attr("epsilon", eps)
            .attr("data_format", "NHWC")
            .attr("is_training", true)
            .write();
    return List.of(
        new Lowered(OperationCall.output(fused, 0), in.get(1).type(), IMAGE),
        Lowered.logical(OperationCall.output(fused, 1), node.output(1).type()),
        Lowered.logical(OperationCall.output(fused, 2), node.output(2).type()));
  }

  /** What the forward kernel kept, when the statistics are those of its very node. */
  private static Optional<List<Output<?>>> reservedByForward(
      LoweringScope tf, Node node, double eps) {
    if (node.input(3) instanceof Value.Result mean
        && node.input(4) instanceof Value.Result variance
        && mean.node() == variance.node()
        && mean.index() == 1
        && variance.index() == 2
        && mean.node().op().equals(new BatchNormalizationTraining(eps))
        && mean.node().input(0).equals(node.input(1))) {
      return tf.reserved(mean.node());
    }
    return Optional.empty();
  }

  private static List<Output<?>> givenStatistics(LoweringScope tf, List<Lowered> in, double eps) {
    Output<?> variance = in.get(4).output();
    Output<?> second =
        tf.device() == Device.Kind.CPU
            ? variance
            : tf.op("Rsqrt", tf.op("AddV2", variance, tf.scalar(DType.FLOAT32, eps)));
    return List.of(
        in.get(3).output(), second, tf.constant(Tensor.allocate(DType.FLOAT32, Shape.of(0))));
  }

  /** The variance times (n - 1) / n with n values per channel. */
  private static Output<?> population(LoweringScope tf, TensorType x, Output<?> variance) {
    Output<?> count =
        tf.cast(tf.extent(x.dim(0).times(x.dim(2)).times(x.dim(3))), DataType.DT_FLOAT);
    Output<?> less = tf.op("Sub", count, tf.scalar(DType.FLOAT32, 1));
    return tf.op("Mul", variance, tf.op("RealDiv", less, count));
  }
}
