package org.ash.host;

import java.util.Arrays;

/**
 * ASH and its gradient for one sample, with the scratch arrays that they need. Not thread-safe:
 * every thread has its own.
 */
final class AshSample {

  private final SampleReader x = new SampleReader();
  private final SampleReader g = new SampleReader();
  private final Moments moments = new Moments();
  private final float[] gate = new float[AshLoops.CHUNK];
  private final float[] slopeLanes = new float[AshLoops.CHUNK];
  private final float[] momentLanes = new float[AshLoops.CHUNK];
  private float mean;
  private float deviation;
  private double slopeSum;
  private double momentSum;

  /** Mean of the sample that {@link #forward} saw last. */
  float mean() {
    return mean;
  }

  /** sqrt(variance + eps) of the sample that {@link #forward} saw last. */
  float deviation() {
    return deviation;
  }

  /** H = sum h (ASH-6) of the sample that {@link #gradient} saw last. */
  double slopeSum() {
    return slopeSum;
  }

  /** sum h (x - m) of the sample that {@link #gradient} saw last. */
  double momentSum() {
    return momentSum;
  }

  /**
   * ASH-1 to ASH-5 for the {@code length} elements that begin at {@code start}; {@code y} may be
   * the memory of {@code source}.
   */
  void forward(Floats source, long start, int length, float alpha, float z, double eps, Floats y) {
    x.open(source, start, length);
    moments.measure(x, length);
    double exactDeviation = Math.sqrt(moments.variance() + eps);
    mean = (float) moments.mean();
    deviation = (float) exactDeviation;
    if (Float.isNaN(mean)) {
      fill(x, y, Float.NaN);
      return;
    }
    double offset = moments.mean() - mean;
    float scale = 2 * alpha;
    float bias = (float) (-2.0 * alpha * (offset + z * exactDeviation));
    boolean bounded = isBounded(length, alpha, z, exactDeviation);
    for (int k = 0; k < x.count(); k++) {
      float[] piece = x.piece(k);
      if (bounded) {
        AshLoops.gate(piece, x.size(k), mean, scale, bias);
      } else {
        AshLoops.gateClamped(piece, x.size(k), mean, scale, bias);
      }
      x.write(k, piece, y);
    }
  }

  /**
   * ASH-6 for the {@code length} elements that begin at {@code start}, given the mean and deviation
   * of {@link #forward}; {@code dx} may be the memory of {@code dy}.
   */
  void gradient(
      Floats dy,
      Floats source,
      long start,
      int length,
      float alpha,
      float z,
      float sampleMean,
      float sampleDeviation,
      Floats dx) {
    g.open(dy, start, length);
    if (Float.isNaN(sampleMean)) {
      slopeSum = Double.NaN;
      momentSum = Double.NaN;
      fill(g, dx, Float.NaN);
      return;
    }
    x.open(source, start, length);
    firstPass(length, alpha, z, sampleMean, sampleDeviation, dx);
    double constant = 2.0 * alpha * slopeSum / length;
    double slope = constant * z / sampleDeviation;
    if (!g.isResident()) {
      g.open(dx, start, length);
    }
    for (int k = 0; k < x.count(); k++) {
      float[] piece = g.piece(k);
      AshLoops.subtractLine(
          piece, x.piece(k), x.size(k), sampleMean, (float) constant, (float) slope);
      g.write(k, piece, dx);
    }
  }

  private void firstPass(
      int length, float alpha, float z, float sampleMean, float sampleDeviation, Floats dx) {
    float scale = 2 * alpha;
    float bias = (float) (-2.0 * alpha * z * sampleDeviation);
    boolean bounded = isBounded(length, alpha, z, sampleDeviation);
    int lanes = Math.min(length, AshLoops.CHUNK);
    slopeSum = 0;
    momentSum = 0;
    for (int from = 0; from < x.count(); from += Moments.CHUNKS_PER_FOLD) {
      Arrays.fill(slopeLanes, 0, lanes, 0f);
      Arrays.fill(momentLanes, 0, lanes, 0f);
      int to = Math.min(x.count(), from + Moments.CHUNKS_PER_FOLD);
      for (int k = from; k < to; k++) {
        float[] slice = g.piece(k);
        float[] values = x.piece(k);
        int size = x.size(k);
        if (bounded) {
          AshLoops.openGate(values, size, sampleMean, scale, bias, gate);
        } else {
          AshLoops.openGateClamped(values, size, sampleMean, scale, bias, gate);
        }
        AshLoops.differentiate(
            slice, values, gate, size, sampleMean, scale, slopeLanes, momentLanes);
        if (!g.isResident()) {
          g.write(k, slice, dx);
        }
      }
      slopeSum += AshLoops.fold(slopeLanes, lanes);
      momentSum += AshLoops.fold(momentLanes, lanes);
    }
  }

  private static void fill(SampleReader sample, Floats target, float value) {
    float[] piece = sample.piece(0);
    Arrays.fill(piece, value);
    for (int k = 0; k < sample.count(); k++) {
      sample.write(k, piece, target);
    }
  }

  /**
   * Whether no |u| of the sample can pass {@link RationalLogistic#SATURATION}: no element lies
   * further than sqrt(M - 1) standard deviations off the mean (Samuelson's inequality). One percent
   * is kept for rounding. False for NaN.
   */
  private static boolean isBounded(int length, float alpha, float z, double deviation) {
    double largest = 2 * Math.abs(alpha) * deviation * (Math.sqrt(length) + Math.abs(z));
    return largest <= 0.99 * RationalLogistic.SATURATION;
  }
}
