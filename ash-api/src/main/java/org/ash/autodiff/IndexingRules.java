package org.ash.autodiff;

import org.ash.ir.Indexing;

/** Gradient rules of {@link Indexing}: indices have no gradient. */
final class IndexingRules {
  private IndexingRules() {}

  static void register(GradientRules rules) {
    rules.zero(Indexing.OneHot.class);
  }
}
