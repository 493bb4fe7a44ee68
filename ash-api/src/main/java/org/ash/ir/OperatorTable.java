package org.ash.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a room does with each operator: gradient rules, oracle kernels, lowerings, exports. Families
 * register their operators in one line each.
 *
 * @param <R> what is kept for an operator
 */
public final class OperatorTable<R> {
  private final Map<Class<? extends Op>, R> entries = new HashMap<>();

  /** An empty table. */
  public OperatorTable() {}

  /**
   * Adds an operator.
   *
   * @throws IllegalStateException when it has an entry
   */
  public OperatorTable<R> on(Class<? extends Op> op, R entry) {
    if (entries.putIfAbsent(op, entry) != null) {
      throw new IllegalStateException(op.getSimpleName() + " is registered twice.");
    }
    return this;
  }

  /** The entry for an operator. */
  public Optional<R> find(Op op) {
    return find(op.getClass());
  }

  /** The entry for an operator, whatever its attributes. */
  public Optional<R> find(Class<? extends Op> op) {
    return Optional.ofNullable(entries.get(op));
  }

  /**
   * The entry for an operator that must have one.
   *
   * @throws IllegalStateException when it has none
   */
  public R get(Op op) {
    return find(op)
        .orElseThrow(() -> new IllegalStateException("No entry for operator " + op.name() + "."));
  }

  /** Those of the operators that have no entry; what the structural test wants empty. */
  public List<Class<? extends Op>> missing(List<Class<? extends Op>> expected) {
    return expected.stream().filter(op -> !entries.containsKey(op)).toList();
  }
}
