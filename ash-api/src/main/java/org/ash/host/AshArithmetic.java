package org.ash.host;

import java.util.Arrays;

/**
 * ASH and its gradient for all samples of a tensor, shared between threads. Whatever their number,
 * the results are the same to the bit: a sample is computed by one thread in a fixed order, and
 * sums over samples are taken in the order of the samples.
 */
public final class AshArithmetic {

  private static final ThreadLocal<AshSample> SCRATCH = ThreadLocal.withInitial(AshSample::new);

  private AshArithmetic() {}

  /**
   * Shape and parameters of one call.
   *
   * @param samples N, at least 0
   * @param length M, elements per sample; the mean and deviation of none are NaN
   * @param threads how many threads may work, the calling one included; at least 1
   */
  public record Call(int samples, int length, float alpha, float z, double eps, int threads) {}

  /** What the gradient's scalars come to; NaN as soon as one sample has NaN (ASH-4). */
  public record ScalarGradients(float alpha, float z) {}

  /**
   * y, mean and deviation of every sample (ASH-1 to ASH-5). {@code y} may be {@code x}.
   *
   * @param mean filled with the N means
   * @param deviation filled with the N values of sqrt(variance + eps)
   */
  public static void forward(Call call, Floats x, Floats y, float[] mean, float[] deviation) {
    if (call.length() == 0) {
      Arrays.fill(mean, 0, call.samples(), Float.NaN);
      Arrays.fill(deviation, 0, call.samples(), Float.NaN);
      return;
    }
    SampleTeam.forEach(
        call.samples(),
        call.length(),
        call.threads(),
        n -> {
          AshSample sample = SCRATCH.get();
          long start = (long) n * call.length();
          sample.forward(x, start, call.length(), call.alpha(), call.z(), call.eps(), y);
          mean[n] = sample.mean();
          deviation[n] = sample.deviation();
        });
  }

  /** dx, and the gradients of a and z (ASH-6). {@code dx} may be {@code dy}. */
  public static ScalarGradients gradient(
      Call call, Floats dy, Floats x, float[] mean, float[] deviation, Floats dx) {
    double[] slopes = new double[call.samples()];
    double[] moments = new double[call.samples()];
    if (call.length() > 0) {
      SampleTeam.forEach(
          call.samples(),
          call.length(),
          call.threads(),
          n -> {
            AshSample sample = SCRATCH.get();
            long start = (long) n * call.length();
            sample.gradient(
                dy, x, start, call.length(), call.alpha(), call.z(), mean[n], deviation[n], dx);
            slopes[n] = sample.slopeSum();
            moments[n] = sample.momentSum();
          });
    }
    double dalpha = 0;
    double dz = 0;
    for (int n = 0; n < call.samples(); n++) {
      double weighted = deviation[n] * slopes[n];
      dalpha += 2 * (moments[n] - call.z() * weighted);
      dz -= 2.0 * call.alpha() * weighted;
    }
    // da is a sum over elements, 0 where there are none; dz has the deviation as a factor.
    return new ScalarGradients(call.length() == 0 ? 0 : (float) dalpha, (float) dz);
  }
}
