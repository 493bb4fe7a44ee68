package org.ash.dl4j.kernel;

import java.util.Arrays;
import org.ash.dl4j.memory.NativeArray;

/**
 * The places of the largest elements of a line, the largest first, equal ones in order; NaN ranks
 * as infinity. Without objects to sort: the elements become whole numbers that sort as they rank,
 * and each element looks up in the sorted ones how many come before it.
 */
final class LargestFirst {
  private LargestFirst() {}

  /** The places of the k largest elements of line (o, i). */
  static int[] of(NativeArray x, Lines lines, int o, int i, int k) {
    long[] ranks = new long[lines.extent()];
    for (int at = 0; at < ranks.length; at++) {
      int from = lines.at(o, at, i);
      ranks[at] = x.dtype().isFloating() ? rank(x.real(from)) : ~x.integer(from);
    }
    return smallest(ranks, k);
  }

  /** The larger the number, the smaller its rank. */
  private static long rank(double x) {
    // Adding 0 makes -0 a 0.
    long bits = Double.doubleToLongBits(Double.isNaN(x) ? Double.POSITIVE_INFINITY : x + 0.0);
    return ~(bits < 0 ? bits ^ Long.MAX_VALUE : bits);
  }

  private static int[] smallest(long[] ranks, int k) {
    long[] sorted = ranks.clone();
    Arrays.sort(sorted);
    int[] places = new int[k];
    int[] equalBefore = new int[k];
    for (int at = 0; at < ranks.length; at++) {
      if (ranks[at] <= sorted[k - 1]) {
        int first = firstOf(ranks[at], sorted, k);
        int position = first + equalBefore[first]++;
        if (position < k) {
          places[position] = at;
        }
      }
    }
    return places;
  }

  /** Where the first of the numbers equal to this one lies among the first k. */
  private static int firstOf(long number, long[] sorted, int k) {
    int low = 0;
    int high = k - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
