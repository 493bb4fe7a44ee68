package org.ash.reference;

import org.ash.ir.OrderingComposite;

/** Kernels of {@link OrderingComposite}. */
final class OrderingKernels {
  private OrderingKernels() {}

  /** Nodes are computed in the graph's order, so that the other operand is there. */
  static void register(Kernels kernels) {
    kernels.on(OrderingComposite.After.class, ElementwiseKernels::identity);
  }
}
