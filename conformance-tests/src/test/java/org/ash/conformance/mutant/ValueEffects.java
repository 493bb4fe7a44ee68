package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** Wrong numbers in place of right ones. */
final class ValueEffects {
  private ValueEffects() {}

  static List<Effect> all() {
    List<Effect> all = new ArrayList<>();
    all.add(each("zero", "", y -> 0));
    for (double relative : new double[] {1e-4, 1e-3, 1e-2}) {
      all.add(floating("relative error", "" + relative, y -> y * (1 + relative)));
    }
    all.add(floating("rounded to FLOAT16", "", ValueEffects::half));
    all.add(floating("rounded to BFLOAT16", "", ValueEffects::brain));
    all.add(each("rounded to FLOAT32", "", y -> (float) y));
    all.add(floating("truncated to whole numbers", "", y -> (int) y));
    for (double most : new double[] {1, 100, 65_504, 1e10, 1e30}) {
      all.add(
          each(
              "saturated",
              "" + most,
              y -> Double.isNaN(y) ? y : Math.min(most, Math.max(-most, y))));
    }
    for (double least : new double[] {1e-2, 1e-4, 1e-7, 1e-12, 1e-30}) {
      all.add(floating("small numbers flushed", "" + least, y -> Math.abs(y) < least ? 0 : y));
    }
    all.add(floating("sign of zero lost", "", y -> y == 0 ? 0.0 : y));
    all.add(floating("NaN swallowed", "", y -> Double.isNaN(y) ? 0 : y));
    all.add(
        floating(
            "infinity swallowed",
            "",
            y -> Double.isInfinite(y) ? Math.copySign(Float.MAX_VALUE, y) : y));
    all.add(
        new Effect(
            "negated", call -> made(call, y -> y.dtype() == DType.BOOL ? v -> 1 - v : v -> -v)));
    all.add(each("sign lost", "", Math::abs));
    all.add(
        new Effect(
            "signed bytes taken for unsigned ones or back",
            call ->
                made(
                    call,
                    y ->
                        y.dtype() == DType.INT8
                            ? v -> v < 0 ? Math.min(127, 256 + v) : v
                            : y.dtype() == DType.UINT8 ? v -> v > 127 ? 0 : v : v -> v)));
    all.add(moved("the element before", (y, i) -> Math.max(0, i - 1)));
    all.add(moved("the first element", (y, i) -> 0));
    all.add(
        new Effect(
            "memory read column by column",
            call -> call.results().stream().map(Elements::columnByColumn).toList()));
    for (int block : new int[] {1, 4, 8, 16, 32, 64, 256, 1_024, 4_096, 16_384, 65_536}) {
      all.add(
          new Effect(
              "first block repeated",
              block + " elements",
              call ->
                  call.results().stream().map(y -> Elements.moved(y, i -> i % block)).toList()));
    }
    return all;
  }

  /** The nearest number of 11 bits, as FLOAT16 holds it. */
  static double half(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    double unit = Math.scalb(1.0, Math.max(-14, Math.getExponent(x)) - 10);
    double rounded = Math.rint(x / unit) * unit;
    return Math.abs(rounded) > 65_504 ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
  }

  /** The nearest number of 8 bits. */
  static double brain(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    double unit = Math.scalb(1.0, Math.getExponent(x) - 7);
    return unit == 0 ? x : Math.rint(x / unit) * unit;
  }

  private static Effect each(String kind, String detail, DoubleUnaryOperator made) {
    return new Effect(kind, detail, call -> made(call, y -> made));
  }

  private static Effect floating(String kind, String detail, DoubleUnaryOperator made) {
    return new Effect(
        kind, detail, call -> made(call, y -> y.dtype().isFloating() ? made : v -> v));
  }

  /** Chooses what is done to the elements of a result. */
  @FunctionalInterface
  private interface ByResult {
    DoubleUnaryOperator of(Tensor y);
  }

  private static List<Tensor> made(Call call, ByResult made) {
    return call.results().stream().map(y -> Elements.each(y, made.of(y))).toList();
  }

  /** Tells from where an element is taken. */
  @FunctionalInterface
  private interface Source {
    int of(Tensor y, int element);
  }

  private static Effect moved(String kind, Source source) {
    return new Effect(
        kind,
        call -> call.results().stream().map(y -> Elements.moved(y, i -> source.of(y, i))).toList());
  }
}
