package org.ash.conformance.mutant;

import java.util.List;
import org.ash.tensor.Shape;

/**
 * The most that was asked of an operator, each on its own.
 *
 * @param elements of a result
 * @param rank of a result
 * @param leading extent of a result
 * @param second extent of a result
 * @param last extent of a result
 * @param runs of one executable
 * @param otherSize whether an executable was run with several batch sizes
 * @param sameOperands whether the first two operands were one
 */
record Demand(
    long elements,
    int rank,
    long leading,
    long second,
    long last,
    int runs,
    boolean otherSize,
    boolean sameOperands) {

  /** Of one computation. */
  static Demand of(List<Shape> results, int run, boolean otherSize, boolean sameOperands) {
    Demand most = new Demand(0, 0, 0, 0, 0, run, otherSize, sameOperands);
    for (Shape shape : results) {
      int rank = shape.rank();
      most =
          most.max(
              new Demand(
                  shape.size(),
                  rank,
                  rank > 0 ? shape.dim(0) : 0,
                  rank > 1 ? shape.dim(1) : 0,
                  rank > 0 ? shape.dim(rank - 1) : 0,
                  run,
                  otherSize,
                  sameOperands));
    }
    return most;
  }

  /** The larger of both in every respect. */
  Demand max(Demand other) {
    return new Demand(
        Math.max(elements, other.elements),
        Math.max(rank, other.rank),
        Math.max(leading, other.leading),
        Math.max(second, other.second),
        Math.max(last, other.last),
        Math.max(runs, other.runs),
        otherSize || other.otherSize,
        sameOperands || other.sameOperands);
  }

  /** Whether it is enough for a fault to show; where not, the fault cannot be seen. */
  boolean reaches(Fault fault) {
    Occasion occasion = fault.occasion();
    boolean timely =
        switch (occasion.kind()) {
          case BATCH -> leading > occasion.threshold();
          case CHANNELS -> second > occasion.threshold();
          case COLUMNS -> last > occasion.threshold();
          case RANK -> rank > occasion.threshold();
          case OTHER_SIZE -> otherSize;
          case SAME_OPERANDS -> sameOperands;
          case ALWAYS, RUN, EXECUTABLE, ELEMENTS, LARGE, SMALL, TYPE -> true;
        };
    boolean rows =
        fault.region().kind() != Region.Kind.ROWS || leading > fault.region().threshold();
    return timely && rows && elements >= fault.fewestElements() && runs >= fault.fewestRuns();
  }
}
