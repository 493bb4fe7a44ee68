package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import org.ash.conformance.operator.Operand;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * When results are wrong.
 *
 * @param kind when
 * @param threshold of it, 0 where the kind has none; for types the position in {@link Operand#ALL}
 */
record Occasion(Kind kind, double threshold) {
  static final Occasion ALWAYS = new Occasion(Kind.ALWAYS, 0);

  /** When. */
  enum Kind {
    ALWAYS("always"),
    RUN("from a later run on"),
    OTHER_SIZE("when the last run had another size"),
    EXECUTABLE("in a later executable"),
    ELEMENTS("for results above a number of elements"),
    BATCH("for a leading extent above"),
    CHANNELS("for a second extent above"),
    COLUMNS("for a last extent above"),
    RANK("for ranks above"),
    LARGE("for operands above a magnitude"),
    SMALL("for operands below a magnitude"),
    TYPE("for one type"),
    SAME_OPERANDS("when an operand is given twice");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** Every occasion but always. */
  static List<Occasion> all() {
    List<Occasion> all = new ArrayList<>();
    add(all, Kind.RUN, 2, 3, 5, 10, 100);
    add(all, Kind.EXECUTABLE, 2, 3);
    add(all, Kind.ELEMENTS, 16, 64, 256, 1_024, 4_096, 16_384, 65_536);
    add(all, Kind.BATCH, 1, 2, 3, 4, 8, 16, 32, 64, 128);
    add(all, Kind.CHANNELS, 1, 3, 4, 8, 16, 32, 64, 128);
    add(all, Kind.COLUMNS, 1, 4, 8, 16, 32, 64, 256, 1_024, 4_096);
    add(all, Kind.RANK, 1, 2, 3, 4, 5);
    add(all, Kind.LARGE, 10, 100, 1e4, 1e10, 1e30);
    add(all, Kind.SMALL, 1e-2, 1e-5, 1e-20);
    for (int type = 0; type < Operand.ALL.size(); type++) {
      add(all, Kind.TYPE, type);
    }
    add(all, Kind.OTHER_SIZE, 0);
    add(all, Kind.SAME_OPERANDS, 0);
    return List.copyOf(all);
  }

  private static void add(List<Occasion> all, Kind kind, double... thresholds) {
    for (double threshold : thresholds) {
      all.add(new Occasion(kind, threshold));
    }
  }

  /** Whether it is the time to be wrong. */
  boolean holds(Call call) {
    Shape shape = call.results().get(0).shape();
    int rank = shape.rank();
    return switch (kind) {
      case ALWAYS -> true;
      case RUN -> call.run() >= threshold;
      case OTHER_SIZE ->
          call.history()
              .previous()
              .map(results -> !results.get(0).shape().equals(shape))
              .orElse(false);
      case EXECUTABLE -> call.executable() >= threshold;
      case ELEMENTS -> shape.size() > threshold;
      case BATCH -> rank > 0 && shape.dim(0) > threshold;
      case CHANNELS -> rank > 1 && shape.dim(1) > threshold;
      case COLUMNS -> rank > 0 && shape.dim(rank - 1) > threshold;
      case RANK -> rank > threshold;
      case LARGE -> any(call, threshold, Double.MAX_VALUE);
      case SMALL -> any(call, Double.MIN_VALUE, threshold);
      case TYPE -> firstType(call) == Operand.ALL.get((int) threshold);
      case SAME_OPERANDS ->
          call.operands().size() > 1 && call.operands().get(0) == call.operands().get(1);
    };
  }

  private static DType firstType(Call call) {
    return (call.operands().isEmpty() ? call.results() : call.operands()).get(0).dtype();
  }

  private static boolean any(Call call, double least, double most) {
    for (Tensor operand : call.operands()) {
      for (int i = 0; i < operand.size(); i++) {
        double magnitude = Math.abs(operand.get(i));
        if (magnitude >= least && magnitude <= most) {
          return true;
        }
      }
    }
    return false;
  }

  /** The fewest runs of one executable after which something is wrong. */
  int fewestRuns() {
    return switch (kind) {
      case RUN -> (int) threshold;
      case OTHER_SIZE -> 2;
      default -> 1;
    };
  }

  /** The fewest elements of a result that is wrong. */
  long fewestElements() {
    return switch (kind) {
      case ELEMENTS, BATCH, CHANNELS, COLUMNS -> (long) threshold + 1;
      default -> 1;
    };
  }

  /** The fewest executables of one backend after which something is wrong. */
  int fewestExecutables() {
    return kind == Kind.EXECUTABLE ? (int) threshold : 1;
  }

  String words() {
    return kind.words;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ALWAYS, OTHER_SIZE, SAME_OPERANDS -> kind.words;
      case TYPE -> kind.words + " (" + Operand.ALL.get((int) threshold) + ")";
      default ->
          kind.words
              + " ("
              + (threshold >= 1 && threshold < 1e6
                  ? Integer.toString((int) threshold)
                  : Double.toString(threshold))
              + ")";
    };
  }
}
