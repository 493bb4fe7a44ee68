package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.Operators;

/** The sweep of every operator, primitives and composites. */
public final class OperatorSweeps {
  private static final OperatorTable<OperatorSweep> TABLE = new OperatorTable<>();

  static {
    ElementwiseSweep.register(TABLE);
    BroadcastingSweep.register(TABLE);
    ReductionSweep.register(TABLE);
    ContractionSweep.register(TABLE);
    ConvolutionSweep.register(TABLE);
    NormalizationSweep.register(TABLE);
    ShapingSweep.register(TABLE);
    IndexingSweep.register(TABLE);
    SelectionSweep.register(TABLE);
    GatheringSweep.register(TABLE);
    ActivationSweep.register(TABLE);
    AshSweep.register(TABLE);
    BatchNormalizationSweep.register(TABLE);
    LossSweep.register(TABLE);
    OrderingSweep.register(TABLE);
  }

  private OperatorSweeps() {}

  /**
   * The sweep of an operator.
   *
   * @throws IllegalStateException when it has none
   */
  public static OperatorSweep of(Class<? extends Op> op) {
    return TABLE
        .find(op)
        .orElseThrow(() -> new IllegalStateException("No sweep for " + op.getSimpleName() + "."));
  }

  /** The operators that have a sweep, in the order of their families. */
  public static List<Class<? extends Op>> operators() {
    List<Class<? extends Op>> all = new ArrayList<>(Operators.primitives());
    all.addAll(Operators.composites());
    all.removeAll(TABLE.missing(all));
    return List.copyOf(all);
  }

  /** Those of the operators that have no sweep. */
  public static List<Class<? extends Op>> missing(List<Class<? extends Op>> operators) {
    return TABLE.missing(operators);
  }
}
