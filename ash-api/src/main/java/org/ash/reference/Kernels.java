package org.ash.reference;

import java.util.List;
import java.util.Optional;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;

/** The kernels of all operators, primitives and the project's composites. */
final class Kernels {
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
    AshKernels.register(this);
    ActivationKernels.register(this);
    BatchNormalizationKernels.register(this);
    LossKernels.register(this);
    OrderingKernels.register(this);
  }

  /** Adds the kernel of an operator. */
  <O extends Op> Kernels on(Class<O> op, Kernel<? super O> kernel) {
    table.on(op, (node, in, out) -> kernel.compute(op.cast(node), in, out));
    return this;
  }

  /** The kernel of an operator, empty for composites of users. */
  static Optional<Kernel<Op>> find(Op op) {
    return ALL.table.find(op);
  }

  /** Those of the operators that have no kernel. */
  static List<Class<? extends Op>> missing(List<Class<? extends Op>> operators) {
    return ALL.table.missing(operators);
  }
}
