package org.ash.conformance.operator;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Tensors to try operators on. */
public final class Operand {
  /** Images whose extents all differ. */
  public static final Shape IMAGES = Shape.of(2, 3, 5, 7);

  /** Lengths around the widths of vector registers, where loops have their remainders. */
  public static final List<Integer> AWKWARD_LENGTHS =
      Stream.of(
              IntStream.rangeClosed(1, 17), IntStream.rangeClosed(31, 33), IntStream.of(63, 64, 65))
          .flatMap(IntStream::boxed)
          .toList();

  /** Numbers at which functions do something special, as FLOAT32 holds them. */
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    3.5,
    -2.75,
    40,
    -40,
    0.5
  };

  private Operand() {}

  /** Normal numbers, keyed by the seed. */
  public static Tensor normal(DType dtype, long seed, Shape shape) {
    return Tensor.of(dtype, shape, new Philox(seed, 0).normals((int) shape.size()));
  }

  /** FLOAT32 normal numbers. */
  public static Tensor normal(long seed, long... dims) {
    return normal(DType.FLOAT32, seed, Shape.of(dims));
  }

  /** Numbers from 1/4 to 2, keyed by the seed: away from poles and kinks at 0. */
  public static Tensor positive(DType dtype, long seed, Shape shape) {
    Philox random = new Philox(seed, 1);
    return Tensor.generate(dtype, shape, i -> 0.25 + 1.75 * random.uniform(i));
  }

  /** Whole numbers from -range to range, keyed by the seed; from 0 for UINT8 and BOOL. */
  public static Tensor whole(DType dtype, int range, long seed, Shape shape) {
    Philox random = new Philox(seed, 2);
    boolean unsigned = dtype == DType.UINT8 || dtype == DType.BOOL;
    int least = unsigned ? 0 : -range;
    int most = dtype == DType.BOOL ? 1 : range;
    return Tensor.generate(dtype, shape, i -> least + random.below(i, most - least + 1));
  }

  /**
   * Zeros of both signs, NaN, infinities, the smallest normal and the largest numbers, and others.
   */
  public static Tensor special(DType dtype) {
    return Tensor.of(dtype, Shape.of(SPECIAL.length), SPECIAL);
  }

  /** Values of any type: normal or whole ones. */
  public static Tensor any(DType dtype, long seed, Shape shape) {
    return dtype.isFloating() ? normal(dtype, seed, shape) : whole(dtype, 9, seed, shape);
  }
}
