package org.ash.dl4j.kernel;

import java.util.List;
import java.util.Optional;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.tensor.DType;

/** The kernels of all operators, and which cases they take. */
public final class Kernels {
  private static final Kernels ALL = new Kernels();

  private final OperatorTable<Kernel<Op>> table = new OperatorTable<>();

  private Kernels() {
    ElementwiseKernels.register(this);
    BroadcastingKernels.register(this);
    ReductionKernels.register(this);
    ContractionKernels.register(this);
    ConvolutionKernels.register(this);
    NormalizationKernels.register(this);
    ShapingKernels.register(this);
    IndexingKernels.register(this);
    ActivationKernels.register(this);
    BatchNormalizationKernels.register(this);
    AshKernels.register(this);
    LossKernels.register(this);
  }

  /** Adds the kernel of an operator. */
  <O extends Op> Kernels on(Class<O> op, Kernel<? super O> kernel) {
    table.on(op, new Typed<>(op, kernel));
    return this;
  }

  /** Whether this case of an operator can be computed. */
  public static boolean supports(Op op, List<TensorType> inputs) {
    boolean reserved =
        inputs.stream()
            .map(TensorType::dtype)
            .anyMatch(dtype -> dtype == DType.FLOAT16 || dtype == DType.BFLOAT16);
    return !reserved && find(op).filter(kernel -> kernel.accepts(op, inputs)).isPresent();
  }

  /** The kernel of an operator, empty for composites that are not claimed. */
  public static Optional<Kernel<Op>> find(Op op) {
    return ALL.table.find(op);
  }

  /** Those of the operators that have no kernel. */
  static List<Class<? extends Op>> missing(List<Class<? extends Op>> operators) {
    return ALL.table.missing(operators);
  }

  private record Typed<O extends Op>(Class<O> type, Kernel<? super O> kernel)
      implements Kernel<Op> {
    @Override
    public Step prepare(Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
      return kernel.prepare(type.cast(op), in, out, scope);
    }

    @Override
    public boolean accepts(Op op, List<TensorType> inputs) {
      return kernel.accepts(op, inputs);
    }

    @Override
    public boolean mayOverwrite(int input) {
      return kernel.mayOverwrite(input);
    }
  }
}
