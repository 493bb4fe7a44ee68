package org.ash.conformance.mutant;

import java.util.List;
import java.util.Optional;
import org.ash.ir.Op;
import org.ash.tensor.Tensor;

/**
 * One computation of the operator that is broken.
 *
 * @param op the operator with its attributes
 * @param operands what it is given; memory of the caller or of other nodes
 * @param results the right ones
 * @param run which computation of this node in its executable it is, from 1
 * @param executable which one of its backend the executable is, from 1
 * @param history what this node, and others, gave before
 * @param sound computes other operators and operands rightly
 */
record Call(
    Op op,
    List<Tensor> operands,
    List<Tensor> results,
    int run,
    int executable,
    History history,
    Sound sound) {

  Call {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }

  /**
   * What was given before, the right results.
   *
   * @param first of the first run, empty during it
   * @param previous of the run before this one, empty during the first
   * @param elsewhere of the last executable of the backend that ran such an operator before
   */
  record History(
      Optional<List<Tensor>> first,
      Optional<List<Tensor>> previous,
      Optional<List<Tensor>> elsewhere) {}

  /** Computes rightly. */
  @FunctionalInterface
  interface Sound {
    /** The results, empty when the operator does not take the operands. */
    Optional<List<Tensor>> compute(Op op, List<Tensor> operands);
  }

  /** What the operator would give for these operands; the right results when it takes none such. */
  List<Tensor> instead(Op other, List<Tensor> others) {
    return sound.compute(other, others).filter(this::fits).orElse(results);
  }

  /** These tensors of an earlier run, where they have the types and shapes of the results. */
  List<Tensor> insteadOf(Optional<List<Tensor>> earlier) {
    return earlier.filter(this::fits).orElse(results);
  }

  private boolean fits(List<Tensor> others) {
    boolean fits = others.size() == results.size();
    for (int i = 0; fits && i < others.size(); i++) {
      fits =
          others.get(i).dtype() == results.get(i).dtype()
              && others.get(i).shape().equals(results.get(i).shape());
    }
    return fits;
  }
}
