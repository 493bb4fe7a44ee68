package org.ash.host;

/**
 * A long row of floats that is copied to and from in pieces. The loops of {@link AshLoops} run on
 * Java arrays because the compiler of Java 17 vectorizes those and not accesses to native memory.
 */
public interface Floats {

  /** Copies {@code count} floats that begin at index {@code first} to the start of {@code into}. */
  void read(long first, float[] into, int count);

  /** Copies the first {@code count} floats of {@code from} to index {@code first} and onward. */
  void write(long first, float[] from, int count);
}
