package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.spi.Device;
import org.ash.tensor.DType;

/** The lowerings of all operators, for one kind of processor. */
public final class Lowerings {
  private final OperatorTable<Lowering> table = new OperatorTable<>();
  private final Device.Kind device;

  /**
   * The lowerings for graphs that run on such a device.
   *
   * @param threads how many threads an operator may use
   */
  public Lowerings(Device.Kind device, int threads) {
    this.device = device;
    ElementwiseLowering.register(table);
    BroadcastingLowering.register(table);
    ReductionLowering.register(table);
    ContractionLowering.register(table);
    ConvolutionLowering.register(table);
    NormalizationLowering.register(table);
    ShapingLowering.register(table);
    IndexingLowering.register(table);
    ActivationLowering.register(table);
    BatchNormalizationLowering.register(table);
    LossLowering.register(table);
    OrderingLowering.register(table);
    AshLowering.register(table, device, threads);
  }

  /** Whether TensorFlow can execute this case of an operator. */
  public boolean supports(Op op, List<TensorType> inputs) {
    boolean reserved =
        inputs.stream()
            .map(TensorType::dtype)
            .anyMatch(dtype -> dtype == DType.FLOAT16 || dtype == DType.BFLOAT16);
    return !reserved && table.find(op).filter(entry -> entry.accepts(op, inputs)).isPresent();
  }

  /** Those of the operators that have no lowering. */
  public List<Class<? extends Op>> missing(List<Class<? extends Op>> expected) {
    return table.missing(expected);
  }

  /** The kind of processor. */
  Device.Kind device() {
    return device;
  }

  Lowering of(Op op) {
    return table.get(op);
  }
}
