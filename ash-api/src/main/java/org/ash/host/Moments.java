package org.ash.host;

import java.util.Arrays;

/**
 * Mean and population variance over all elements of one sample (ASH-2).
 *
 * <p>Deviations are taken from the sample's first element, so that a constant sample has exactly
 * its value as mean and 0 as variance; when that element lies more than two standard deviations off
 * the mean, they are taken again from the mean, so that little cancels. Lanes are float, their sums
 * double. Where squares overflow float, all is done again in double; a sample with NaN or infinity
 * has what the plain sum gives as mean, and NaN as variance (ASH-5).
 */
final class Moments {

  /** Pieces added to the float lanes before these are folded into double sums; even. */
  static final int CHUNKS_PER_FOLD = 64;

  /** Beyond this ratio of (mean - shift)^2 to the variance the shift is called a bad one. */
  private static final double WORST_SHIFT = 4;

  private final float[] sumLanes = new float[AshLoops.CHUNK];
  private final float[] squareLanes = new float[AshLoops.CHUNK];
  private double sum;
  private double squares;
  private double mean;
  private double variance;

  /** The mean of the sample last measured, not finite if it has an element that is not. */
  double mean() {
    return mean;
  }

  /** The population variance of the sample last measured, NaN when the mean is not finite. */
  double variance() {
    return variance;
  }

  /** Measures the sample at which {@code x} is open; {@code length} is its number of elements. */
  void measure(SampleReader x, int length) {
    float first = x.piece(0)[0];
    settle(x, length, first);
    double offset = mean - first;
    if (offset * offset > WORST_SHIFT * variance) {
      settle(x, length, (float) mean);
    }
    if (!Double.isFinite(mean) || !Double.isFinite(variance)) {
      measureInDouble(x, length);
    }
  }

  private void settle(SampleReader x, int length, float shift) {
    addUp(x, length, shift);
    double offset = sum / length;
    mean = shift + offset;
    variance = Math.max(0, squares / length - offset * offset);
  }

  private void addUp(SampleReader x, int length, float shift) {
    sum = 0;
    squares = 0;
    int lanes = Math.min(length, AshLoops.CHUNK);
    for (int from = 0; from < x.count(); from += CHUNKS_PER_FOLD) {
      Arrays.fill(sumLanes, 0, lanes, 0f);
      Arrays.fill(squareLanes, 0, lanes, 0f);
      int to = Math.min(x.count(), from + CHUNKS_PER_FOLD);
      int k = from;
      for (; k + 1 < to && x.size(k + 1) == AshLoops.CHUNK; k += 2) {
        AshLoops.addMomentsOfTwo(
            x.piece(k), x.piece(k + 1), AshLoops.CHUNK, shift, sumLanes, squareLanes);
      }
      for (; k < to; k++) {
        AshLoops.addMoments(x.piece(k), x.size(k), shift, sumLanes, squareLanes);
      }
      sum += AshLoops.fold(sumLanes, lanes);
      squares += AshLoops.fold(squareLanes, lanes);
    }
  }

  private void measureInDouble(SampleReader x, int length) {
    double total = 0;
    for (int k = 0; k < x.count(); k++) {
      float[] piece = x.piece(k);
      for (int i = 0; i < x.size(k); i++) {
        total += piece[i];
      }
    }
    double centre = total / length;
    double deviations = 0;
    for (int k = 0; k < x.count(); k++) {
      float[] piece = x.piece(k);
      for (int i = 0; i < x.size(k); i++) {
        double d = piece[i] - centre;
        deviations += d * d;
      }
    }
    mean = centre;
    variance = Double.isFinite(deviations) ? deviations / length : Double.NaN;
  }
}
