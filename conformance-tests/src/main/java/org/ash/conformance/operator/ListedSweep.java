package org.ash.conformance.operator;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A sweep whose cases are written down one by one, for operators that share no pattern.
 *
 * @param ordinary lists {@link #values}
 * @param extreme lists {@link #special}
 * @param differentiable lists {@link #smooth}
 * @param drawn makes a {@link #random} case
 */
record ListedSweep(
    Supplier<List<OperatorCase>> ordinary,
    Supplier<List<OperatorCase>> extreme,
    Supplier<List<OperatorCase>> differentiable,
    Function<Choices, OperatorCase> drawn)
    implements OperatorSweep {

  @Override
  public List<OperatorCase> values() {
    return ordinary.get();
  }

  @Override
  public List<OperatorCase> special() {
    return extreme.get();
  }

  @Override
  public List<OperatorCase> smooth() {
    return differentiable.get();
  }

  @Override
  public OperatorCase random(Choices choices) {
    return drawn.apply(choices);
  }
}
