package org.ash.dl4j.kernel;

import java.util.function.IntConsumer;
import org.ash.host.SampleTeam;

/**
 * Java arrays that a thread computes with: long arrays in native memory pass through them in pieces
 * that stay in the first-level cache.
 */
final class Lanes {
  /** Elements of a piece. */
  static final int LENGTH = 1024;

  private static final ThreadLocal<Lanes> OF_THREAD = ThreadLocal.withInitial(Lanes::new);

  private static final int OPERANDS = 3;

  private final float[][] floats = new float[OPERANDS][LENGTH];
  private final int[][] bits = new int[OPERANDS][LENGTH];
  private final double[][] doubles = new double[OPERANDS][LENGTH];
  private final long[][] longs = new long[OPERANDS][LENGTH];

  private Lanes() {}

  /** What is done to one piece. */
  @FunctionalInterface
  interface Piece {
    /** Computes the elements {@code from} to {@code from + count - 1}. */
    void compute(Lanes lanes, int from, int count);
  }

  /** Calls {@code piece} for all pieces of an array, shared between threads. */
  static void forEachPiece(int size, int threads, Piece piece) {
    int pieces = (int) (((long) size + LENGTH - 1) / LENGTH);
    IntConsumer work =
        k -> piece.compute(OF_THREAD.get(), k * LENGTH, Math.min(LENGTH, size - k * LENGTH));
    SampleTeam.forEach(pieces, LENGTH, threads, work);
  }

  /** The arrays of the calling thread. */
  static Lanes ofThread() {
    return OF_THREAD.get();
  }

  float[] floats(int operand) {
    return floats[operand];
  }

  int[] bits(int operand) {
    return bits[operand];
  }

  double[] doubles(int operand) {
    return doubles[operand];
  }

  long[] longs(int operand) {
    return longs[operand];
  }
}
