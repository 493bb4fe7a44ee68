package org.ash.train;

/** Told how far an evaluation has come, after each batch, on the thread that evaluates. */
@FunctionalInterface
public interface EvaluationProgress {
  /**
   * So many examples have been judged.
   *
   * @param done at least 1
   * @param total at least done
   */
  void at(long done, long total);
}
