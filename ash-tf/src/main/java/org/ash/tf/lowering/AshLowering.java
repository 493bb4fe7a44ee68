package org.ash.tf.lowering;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ash.ir.AshComposite;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tf.kernel.AshKernel;
import org.ash.tf.kernel.KernelStatus;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * ASH and its gradient by the fused kernels of {@link AshKernel}: FLOAT32 on a CPU, in any layout
 * whose first axis is the sample, since the statistics are those of the whole sample. Elsewhere
 * nothing is claimed and the composed form serves.
 */
final class AshLowering {
  private static final System.Logger LOGGER = System.getLogger(AshLowering.class.getName());
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final int threads;

  private AshLowering(int threads) {
    this.threads = threads;
  }

  static void register(OperatorTable<Lowering> table, Device.Kind device, int threads) {
    if (!isAvailable(device)) {
      return;
    }
    AshLowering ash = new AshLowering(threads);
    table.on(AshComposite.Ash.class, ((Lowering) ash::forward).when(AshLowering::isFloat32));
    table.on(
        AshComposite.AshGradient.class, ((Lowering) ash::gradient).when(AshLowering::isFloat32));
  }

  private static boolean isAvailable(Device.Kind device) {
    String reason = "it is written for CPUs";
    if (device == Device.Kind.CPU) {
      if (!(AshKernel.register() instanceof KernelStatus.Unavailable unavailable)) {
        return true;
      }
      reason = unavailable.reason();
    }
    if (!TOLD.getAndSet(true)) {
      LOGGER.log(
          System.Logger.Level.INFO,
          "ASH is composed of TensorFlow operators; the fused kernel is not used: {0}",
          reason);
    }
    return false;
  }

  private static boolean isFloat32(TensorType type) {
    return type.dtype() == DType.FLOAT32;
  }

  private List<Lowered> forward(LoweringScope tf, Node node, List<Lowered> in) {
    Layout layout = samplesFirst(in.get(0));
    Operation ash =
        tf.op("AshFused")
            .in(tf.in(in.get(0), layout), in.get(1).output(), in.get(2).output())
            .attr("eps", ((AshComposite) node.op()).eps())
            .attr("threads", (long) threads)
            .write();
    return List.of(
        new Lowered(OperationCall.output(ash, 0), node.output(0).type(), layout),
        new Lowered(OperationCall.output(ash, 1), node.output(1).type(), layout),
        new Lowered(OperationCall.output(ash, 2), node.output(2).type(), layout));
  }

  private List<Lowered> gradient(LoweringScope tf, Node node, List<Lowered> in) {
    Layout layout = samplesFirst(in.get(1));
    Output<?> dy = tf.in(in.get(0), layout);
    Output<?> x = tf.in(in.get(1), layout);
    Operation ash =
        tf.op("AshFusedGradient")
            .in(dy, x, in.get(2).output(), in.get(3).output())
            .in(tf.in(in.get(4), layout), tf.in(in.get(5), layout))
            .attr("threads", (long) threads)
            .write();
    return List.of(
        new Lowered(OperationCall.output(ash, 0), node.output(0).type(), layout),
        Lowered.logical(OperationCall.output(ash, 1), node.output(1).type()),
        Lowered.logical(OperationCall.output(ash, 2), node.output(2).type()));
  }

  private static Layout samplesFirst(Lowered x) {
    return x.layout().position(0) == 0 ? x.layout() : Layout.logical(x.rank());
  }
}
