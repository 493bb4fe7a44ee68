package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import org.ash.tensor.Shape;

/**
 * Which elements of a result are wrong.
 *
 * @param kind where
 * @param threshold in elements or rows, 0 where the kind has none
 */
record Region(Kind kind, int threshold) {
  static final Region EVERYWHERE = new Region(Kind.EVERYWHERE, 0);

  /** Where. */
  enum Kind {
    EVERYWHERE("everywhere"),
    TAIL("from an element on"),
    REMAINDER("in what blocks leave over"),
    BLOCK_STARTS("at the first element of each later block"),
    ROWS("from a row on"),
    LAST_COLUMN("in the last column"),
    LAST("in the last element");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** Every region but the whole, at block sizes of engines. */
  static List<Region> all() {
    List<Region> all = new ArrayList<>();
    for (int elements : new int[] {1, 4, 8, 16, 32, 64, 256, 1_024, 4_096, 16_384, 65_536}) {
      all.add(new Region(Kind.TAIL, elements));
      all.add(new Region(Kind.REMAINDER, elements));
      all.add(new Region(Kind.BLOCK_STARTS, elements));
    }
    for (int rows : new int[] {1, 2, 4, 8, 16, 32, 64, 128}) {
      all.add(new Region(Kind.ROWS, rows));
    }
    all.add(new Region(Kind.LAST_COLUMN, 0));
    all.add(new Region(Kind.LAST, 0));
    return List.copyOf(all);
  }

  /** Whether an element, counted in row-major order, is one of them. */
  boolean holds(int element, Shape shape) {
    long size = shape.size();
    return switch (kind) {
      case EVERYWHERE -> true;
      case TAIL -> element >= threshold;
      case REMAINDER -> size > threshold && element >= size - size % threshold;
      case BLOCK_STARTS -> element >= threshold && element % threshold == 0;
      case ROWS -> shape.rank() > 0 && element / (size / shape.dim(0)) >= threshold;
      case LAST_COLUMN -> shape.rank() > 1 && (element + 1) % shape.dim(shape.rank() - 1) == 0;
      case LAST -> element == size - 1;
    };
  }

  /** The fewest elements of a result in which some are wrong. */
  long fewestElements() {
    return switch (kind) {
      case TAIL, BLOCK_STARTS, REMAINDER, ROWS -> threshold + 1L;
      case EVERYWHERE, LAST_COLUMN, LAST -> 1;
    };
  }

  String words() {
    return kind.words;
  }

  @Override
  public String toString() {
    return threshold == 0 ? kind.words : kind.words + " (" + threshold + ")";
  }
}
