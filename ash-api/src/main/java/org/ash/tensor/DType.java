package org.ash.tensor;

/** Element type of a tensor; names and widths are ONNX's. */
public enum DType {
  FLOAT32(4, true),
  FLOAT64(8, true),
  INT8(1, false),
  INT32(4, false),
  INT64(8, false),
  UINT8(1, false),
  BOOL(1, false),
  /** Reserved: may be named in a type, but no backend has to compute with it yet. */
  FLOAT16(2, true),
  /** Reserved, as {@link #FLOAT16}. */
  BFLOAT16(2, true);

  private final int byteSize;
  private final boolean floating;

  DType(int byteSize, boolean floating) {
    this.byteSize = byteSize;
    this.floating = floating;
  }

  /** Bytes one element takes in a {@link Tensor}; BOOL takes one byte, 0 or 1. */
  public int byteSize() {
    return byteSize;
  }

  /** Whether the elements are binary floating point numbers, the only ones with a gradient. */
  public boolean isFloating() {
    return floating;
  }

  /** Whether the elements are integers; BOOL is neither an integer nor floating. */
  public boolean isInteger() {
    return !floating && this != BOOL;
  }
}
