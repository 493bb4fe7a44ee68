package org.ash.host;

/**
 * One sample of a tensor in pieces of {@link AshLoops#CHUNK} elements. A sample of up to {@link
 * #RESIDENT} pieces is copied once and stays in the second-level cache for the later passes; a
 * longer one is copied again in every pass. Not thread-safe: every thread has its own.
 */
final class SampleReader {

  /** 64 KiB of pieces: two readers and the tensors they copy from fit half a mebibyte of cache. */
  static final int RESIDENT = 16;

  private final float[][] pieces = new float[RESIDENT][];
  private Floats memory;
  private long start;
  private int length;
  private int count;
  private int held;

  /** Turns to the {@code length} elements of {@code memory} that begin at {@code start}. */
  void open(Floats memory, long start, int length) {
    this.memory = memory;
    this.start = start;
    this.length = length;
    this.count = (int) (((long) length + AshLoops.CHUNK - 1) / AshLoops.CHUNK);
    this.held = 0;
  }

  /** How many pieces the sample has. */
  int count() {
    return count;
  }

  /** Whether a piece, once read, is handed out again with what was done to it. */
  boolean isResident() {
    return count <= RESIDENT;
  }

  /** Elements of piece {@code k}: all have {@link AshLoops#CHUNK}, except perhaps the last. */
  int size(int k) {
    return Math.min(AshLoops.CHUNK, length - k * AshLoops.CHUNK);
  }

  /**
   * Piece {@code k}; passes ask for pieces in order, beginning with 0. Stays as it is while the
   * next {@code RESIDENT - 1} are asked for.
   */
  float[] piece(int k) {
    if (isResident()) {
      if (k >= held) {
        load(k, k);
        held = k + 1;
      }
      return pieces[k];
    }
    load(k % RESIDENT, k);
    return pieces[k % RESIDENT];
  }

  /** Writes piece {@code k} as it stands to the same place of another tensor's memory. */
  void write(int k, float[] piece, Floats target) {
    target.write(start + (long) k * AshLoops.CHUNK, piece, size(k));
  }

  private void load(int slot, int k) {
    if (pieces[slot] == null) {
      pieces[slot] = new float[AshLoops.CHUNK];
    }
    memory.read(start + (long) k * AshLoops.CHUNK, pieces[slot], size(k));
  }
}
