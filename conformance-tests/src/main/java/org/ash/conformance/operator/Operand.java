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

  /** Awkward lengths, and one that the blocks in which engines compute elements do not divide. */
  public static final List<Integer> LENGTHS_OF_LINES =
      Stream.concat(AWKWARD_LENGTHS.stream(), Stream.of(2_501)).toList();

  /** Types that have gradients. */
  public static final List<DType> FLOATING = List.of(DType.FLOAT32, DType.FLOAT64);

  /** Types that can be calculated with. */
  public static final List<DType> NUMBERS =
      List.of(DType.FLOAT32, DType.FLOAT64, DType.INT8, DType.INT32, DType.INT64, DType.UINT8);

  /** Every type that a backend may be given. */
  public static final List<DType> ALL =
      Stream.concat(NUMBERS.stream(), Stream.of(DType.BOOL)).toList();

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

  /** Numbers that lie at least 0.1 apart and 0.05 from 0, in random order. */
  public static Tensor distinct(DType dtype, long seed, Shape shape) {
    int[] order = new Philox(seed, 3).permutation((int) shape.size());
    int half = order.length / 2;
    return Tensor.generate(dtype, shape, i -> (order[i] - half + 0.5) / 10);
  }

  /** {@code x * factor + offset}. */
  public static Tensor moved(Tensor x, double factor, double offset) {
    return Tensor.generate(x.dtype(), x.shape(), i -> x.get(i) * factor + offset);
  }

  /** The tensor with one element replaced. */
  public static Tensor with(Tensor x, int index, double value) {
    return Tensor.generate(x.dtype(), x.shape(), i -> i == index ? value : x.get(i));
  }

  /** Numbers below the smallest normal one, which copies must keep. */
  public static Tensor subnormal(DType dtype) {
    double least = dtype == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    return Tensor.of(dtype, Shape.of(4), new double[] {least, -least, 3 * least, -0.0});
  }

  /** Values of any type: normal or whole ones. */
  public static Tensor any(DType dtype, long seed, Shape shape) {
    return dtype.isFloating() ? normal(dtype, seed, shape) : whole(dtype, 9, seed, shape);
  }
}
