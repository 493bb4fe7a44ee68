package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.Tensor;

/**
 * A fault of an operator.
 *
 * @param effect what is wrong
 * @param region which elements are
 * @param occasion when
 */
record Fault(Effect effect, Region region, Occasion occasion) {

  /** The results with the fault. */
  List<Tensor> spoil(Call call) {
    if (call.results().isEmpty() || !occasion.holds(call)) {
      return call.results();
    }
    List<Tensor> wrong = effect.wrong().apply(call);
    List<Tensor> spoiled = new ArrayList<>();
    for (int i = 0; i < wrong.size(); i++) {
      Tensor right = call.results().get(i);
      spoiled.add(
          Elements.mixed(right, wrong.get(i), element -> region.holds(element, right.shape())));
    }
    return spoiled;
  }

  /** Effect, region and occasion without thresholds. */
  String kind() {
    String where = region.kind() == Region.Kind.EVERYWHERE ? "" : ", " + region.words();
    String when = occasion.kind() == Occasion.Kind.ALWAYS ? "" : ", " + occasion.words();
    return effect.kind() + where + when;
  }

  /** The fewest runs of an executable after which it can be seen. */
  int fewestRuns() {
    boolean second =
        effect.kind().equals(MemoryEffects.LAST_RUN)
            || effect.kind().equals(MemoryEffects.FIRST_RUN);
    return Math.max(occasion.fewestRuns(), second ? 2 : 1);
  }

  /** The fewest executables of a backend after which it can be seen. */
  int fewestExecutables() {
    boolean second = effect.kind().equals(MemoryEffects.ELSEWHERE);
    return Math.max(occasion.fewestExecutables(), second ? 2 : 1);
  }

  /** The fewest elements of a result in which it can be seen. */
  long fewestElements() {
    return Math.max(region.fewestElements(), occasion.fewestElements());
  }

  @Override
  public String toString() {
    String where = region.kind() == Region.Kind.EVERYWHERE ? "" : ", " + region;
    String when = occasion.kind() == Occasion.Kind.ALWAYS ? "" : ", " + occasion;
    return effect + where + when;
  }
}
