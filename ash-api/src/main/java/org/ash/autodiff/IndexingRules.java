package org.ash.autodiff;

import org.ash.ir.Indexing;
import org.ash.ir.Value;

/** Gradient rules of {@link Indexing}: indices have no gradient, what they picked goes back. */
final class IndexingRules {
  private IndexingRules() {}

  static void register(GradientRules rules) {
    rules
        .zero(Indexing.OneHot.class)
        .on(Indexing.TopK.class, IndexingRules::topK)
        .on(Indexing.GatherElements.class, IndexingRules::gatherElements)
        .on(Indexing.GatherElementsGradient.class, IndexingRules::gatherElementsGradient);
  }

  /** The values are those that the indices pick. */
  private static void topK(Indexing.TopK op, Backward at) {
    at.dy(0).ifPresent(dValues -> giveBack(at, op.axis(), dValues, at.y(1)));
  }

  private static void gatherElements(Indexing.GatherElements op, Backward at) {
    giveBack(at, op.axis(), at.dy(), at.x(1));
  }

  private static void giveBack(Backward at, int axis, Value dy, Value indices) {
    int rank = at.shape(0).rank();
    long extent = at.shape(0).dim(axis < 0 ? axis + rank : axis).extent();
    Indexing back = new Indexing.GatherElementsGradient(axis, Math.toIntExact(extent));
    at.give(0, () -> at.graph().apply(back, dy, indices));
  }

  private static void gatherElementsGradient(Indexing.GatherElementsGradient op, Backward at) {
    at.give(0, () -> at.graph().apply(new Indexing.GatherElements(op.axis()), at.dy(), at.x(1)));
  }
}
