package org.ash.dl4j.plan;

/** Memory that one value, or several one after another, lie in, and when it is needed. */
final class Storage {
  private final long bytes;
  private final int begin;
  private int end;
  private long offset;

  /**
   * Memory needed from one step to another.
   *
   * @param bytes size
   * @param begin number of the step that fills it
   * @param end number of the last step that uses it
   */
  Storage(long bytes, int begin, int end) {
    this.bytes = bytes;
    this.begin = begin;
    this.end = end;
  }

  long bytes() {
    return bytes;
  }

  int begin() {
    return begin;
  }

  int end() {
    return end;
  }

  /** Another value takes the memory over and needs it longer. */
  void extend(int newEnd) {
    end = Math.max(end, newEnd);
  }

  /** Whether both are needed at one step. */
  boolean overlaps(Storage other) {
    return begin <= other.end && other.begin <= end;
  }

  /** Where it lies in the plan's block. */
  long offset() {
    return offset;
  }

  void place(long at) {
    offset = at;
  }
}
