package org.ash.conformance.agreement;

import org.ash.tensor.DType;

/**
 * The numbers of a floating type.
 *
 * @param dtype the type
 * @param unit unit roundoff: half the distance from 1 to the next number
 * @param smallestNormal below it, engines may flush to zero
 * @param largest above it, a rounded number is infinite
 */
public record Precision(DType dtype, double unit, double smallestNormal, double largest) {
  /** FLOAT32. */
  public static final Precision SINGLE =
      new Precision(DType.FLOAT32, 0x1p-24, Float.MIN_NORMAL, Float.MAX_VALUE);

  /** FLOAT64. */
  public static final Precision DOUBLE =
      new Precision(DType.FLOAT64, 0x1p-53, Double.MIN_NORMAL, Double.MAX_VALUE);

  /**
   * Of a type.
   *
   * @throws IllegalArgumentException when it is not FLOAT32 or FLOAT64
   */
  public static Precision of(DType dtype) {
    if (dtype == DType.FLOAT32) {
      return SINGLE;
    }
    if (dtype == DType.FLOAT64) {
      return DOUBLE;
    }
    throw new IllegalArgumentException("No precision is known of " + dtype + ".");
  }

  /** The nearest number of this type. */
  public double round(double exact) {
    return dtype == DType.FLOAT32 ? (float) exact : exact;
  }

  /** Distance of this number to the next of the type, not below the smallest normal's. */
  public double ulp(double value) {
    double magnitude = Math.min(Math.max(Math.abs(value), smallestNormal), largest);
    return dtype == DType.FLOAT32 ? Math.ulp((float) magnitude) : Math.ulp(magnitude);
  }
}
