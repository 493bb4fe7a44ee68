package org.ash.host;

/** Floats in a Java array. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArrayFloats(float[] values) implements Floats {

  @Override
  public void read(long first, float[] into, int count) {
    System.arraycopy(values, (int) first, into, 0, count);
  }

  @Override
  public void write(long first, float[] from, int count) {
    System.arraycopy(from, 0, values, (int) first, count);
  }
}
