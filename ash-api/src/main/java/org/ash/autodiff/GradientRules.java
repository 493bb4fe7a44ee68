package org.ash.autodiff;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;

/** The rules of all primitives and of those composites that have a rule of their own. */
final class GradientRules {
  private static final GradientRules ALL = new GradientRules();

  private final OperatorTable<GradientRule<Op>> table = new OperatorTable<>();
  private final Set<Class<? extends Op>> zero = new HashSet<>();

  private GradientRules() {
    ElementwiseRules.register(this);
    BroadcastingRules.register(this);
    ReductionRules.register(this);
    ContractionRules.register(this);
    ConvolutionRules.register(this);
    NormalizationRules.register(this);
    ShapingRules.register(this);
    IndexingRules.register(this);
    AshRules.register(this);
    ActivationRules.register(this);
    BatchNormalizationRules.register(this);
    LossRules.register(this);
  }

  /** Adds the rule of an operator. */
  <O extends Op> GradientRules on(Class<O> op, GradientRule<? super O> rule) {
    table.on(op, (node, at) -> rule.write(op.cast(node), at));
    return this;
  }

  /** Adds an operator whose gradient is zero, or whose results are not floating point. */
  GradientRules zero(Class<? extends Op> op) {
    table.on(op, (node, at) -> {});
    zero.add(op);
    return this;
  }

  /** The rule of an operator, empty for composites that are differentiated through their parts. */
  static Optional<GradientRule<Op>> find(Op op) {
    return ALL.table.find(op);
  }

  /** Whether nothing in front of the operator gets a gradient through it. */
  static boolean isZero(Op op) {
    return ALL.zero.contains(op.getClass());
  }

  /** Those of the operators that have no rule. */
  static List<Class<? extends Op>> missing(List<Class<? extends Op>> operators) {
    return ALL.table.missing(operators);
  }
}
