package org.ash.dl4j.kernel;

import java.util.Arrays;
import org.ash.dl4j.kernel.ChannelGroups.Group;
import org.ash.dl4j.memory.NativeArray;

/**
 * What a thread computes with while it normalizes a group of channels: the parameters of each
 * channel repeated over its lanes, sums in lanes, and what they come to.
 */
final class ChannelLanes {
  /** Values added to a float lane before the lanes go into double sums. */
  private static final int PIECES_PER_FOLD = 256;

  /** Beyond this ratio of (mean - shift)^2 to the variance the shift is called a bad one. */
  private static final double WORST_SHIFT = 4;

  private static final ThreadLocal<ChannelLanes> OF_THREAD =
      ThreadLocal.withInitial(ChannelLanes::new);

  private final float[] center = new float[Lanes.LENGTH];
  private final float[] factor = new float[Lanes.LENGTH];
  private final float[] offset = new float[Lanes.LENGTH];
  private final float[] firstSums = new float[Lanes.LENGTH];
  private final float[] secondSums = new float[Lanes.LENGTH];
  private final float[] left = new float[Lanes.LENGTH];
  private final float[] right = new float[Lanes.LENGTH];
  private final double[] first = new double[Lanes.LENGTH];
  private final double[] second = new double[Lanes.LENGTH];
  private ChannelGroups groups = new ChannelGroups(0, 0, 0, 0);

  private ChannelLanes() {}

  /** The lanes of the calling thread, for images of this form. */
  static ChannelLanes ofThread(ChannelGroups groups) {
    ChannelLanes lanes = OF_THREAD.get();
    lanes.groups = groups;
    return lanes;
  }

  /** What {@link #moments} or {@link #products} found first for channel c of the group. */
  double first(int c) {
    return first[c];
  }

  /** What {@link #moments} or {@link #products} found second for channel c of the group. */
  double second(int c) {
    return second[c];
  }

  /**
   * Mean and population variance of each channel. Deviations are taken from the channel's first
   * element, so that equal numbers have exactly their value as mean and 0 as variance; where that
   * element lies far off the mean, they are taken again from the mean, so that little cancels.
   */
  void moments(Group group, NativeArray x) {
    for (int c = 0; c < group.channels(); c++) {
      fill(
          group,
          c,
          center,
          groups.count() == 0 ? 0 : x.real(groups.start(group, 0) + c * groups.plane()));
    }
    settle(group, x);
    boolean good = true;
    for (int c = 0; c < group.channels(); c++) {
      double distance = first[c] - center[lane(group, c)];
      if (distance * distance > WORST_SHIFT * second[c]) {
        fill(group, c, center, first[c]);
        good = false;
      }
    }
    if (!good) {
      settle(group, x);
    }
    for (int c = 0; c < group.channels(); c++) {
      if (!Double.isFinite(first[c]) || !Double.isFinite(second[c])) {
        momentsInDouble(group, c, x);
      }
    }
  }

  private void settle(Group group, NativeArray x) {
    accumulate(
        group,
        (from, count) -> {
          x.read(from, left, 0, count);
          addMoments(left, center, firstSums, secondSums, count);
        });
    for (int c = 0; c < group.channels(); c++) {
      double distance = first[c] / groups.count();
      first[c] = center[lane(group, c)] + distance;
      second[c] = Math.max(0, second[c] / groups.count() - distance * distance);
    }
  }

  private void momentsInDouble(Group group, int c, NativeArray x) {
    double origin = x.real(groups.start(group, 0) + c * groups.plane());
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < groups.samples(); n++) {
      int start = groups.start(group, n) + c * groups.plane();
      for (int i = 0; i < groups.plane(); i++) {
        sum += x.real(start + i) - origin;
      }
    }
    double mean = origin + sum / groups.count();
    for (int n = 0; n < groups.samples(); n++) {
      int start = groups.start(group, n) + c * groups.plane();
      for (int i = 0; i < groups.plane(); i++) {
        double deviation = x.real(start + i) - mean;
        squares += deviation * deviation;
      }
    }
    first[c] = mean;
    second[c] = squares / groups.count();
  }

  /** Sets what {@link #products} subtracts from x in channel c. */
  void centre(Group group, int c, double mean) {
    fill(group, c, center, mean);
  }

  /** The sums of dy, and of dy times the distance of x from the channel's centre. */
  void products(Group group, NativeArray dy, NativeArray x) {
    accumulate(
        group,
        (from, count) -> {
          dy.read(from, left, 0, count);
          x.read(from, right, 0, count);
          addProducts(left, right, center, firstSums, secondSums, count);
        });
  }

  /** Sets what {@link #affine} does to channel c: {@code (x - mean) * slope + bias}. */
  void normalize(Group group, int c, double mean, double slope, double bias) {
    float rounded = (float) mean;
    fill(group, c, center, rounded);
    fill(group, c, factor, slope);
    // What rounding the mean takes away comes back through the bias.
    double lost = Double.isFinite(rounded) ? (mean - rounded) * slope : 0;
    fill(group, c, offset, bias - lost);
  }

  /** {@code y = (x - center) * factor + offset}; y may be x. */
  void affine(Group group, NativeArray x, NativeArray y) {
    forEachPiece(
        group,
        (from, count) -> {
          x.read(from, left, 0, count);
          applyAffine(left, center, factor, offset, count);
          y.write(from, left, count);
        });
  }

  /** {@link #affine}, then the larger of the result and 0. */
  void affineRelu(Group group, NativeArray x, NativeArray y) {
    forEachPiece(
        group,
        (from, count) -> {
          x.read(from, left, 0, count);
          applyAffine(left, center, factor, offset, count);
          FloatLoops.relu(left, left, count);
          y.write(from, left, count);
        });
  }

  /**
   * Sets what {@link #gradient} does to channel c, whose centre is set already: {@code slope * dy -
   * constant - linear * (x - center)}.
   */
  void differentiate(Group group, int c, double slope, double constant, double linear) {
    fill(group, c, factor, slope);
    fill(group, c, offset, constant);
    fill(group, c, firstSums, linear);
  }

  /** {@code dx = slope * dy - constant - linear * (x - center)}; dx may be dy. */
  void gradient(Group group, NativeArray dy, NativeArray x, NativeArray dx) {
    forEachPiece(
        group,
        (from, count) -> {
          dy.read(from, left, 0, count);
          x.read(from, right, 0, count);
          applyGradient(left, right, center, factor, offset, firstSums, count);
          dx.write(from, left, count);
        });
  }

  private interface Piece {
    void visit(int from, int count);
  }

  private void forEachPiece(Group group, Piece piece) {
    for (int n = 0; n < groups.samples(); n++) {
      visitSample(group, n, piece);
    }
  }

  private void visitSample(Group group, int n, Piece piece) {
    int start = groups.start(group, n);
    int length = groups.length(group);
    for (int from = 0; from < length; from += Lanes.LENGTH) {
      piece.visit(start + from, Math.min(Lanes.LENGTH, length - from));
    }
  }

  /** Runs over all pieces with lanes of sums, which are folded into {@link #first} and second. */
  private void accumulate(Group group, Piece piece) {
    Arrays.fill(first, 0, group.channels(), 0);
    Arrays.fill(second, 0, group.channels(), 0);
    int perSample = Math.max(1, (groups.length(group) + Lanes.LENGTH - 1) / Lanes.LENGTH);
    int samplesPerFold = Math.max(1, PIECES_PER_FOLD / perSample);
    for (int from = 0; from < groups.samples(); from += samplesPerFold) {
      Arrays.fill(firstSums, 0);
      Arrays.fill(secondSums, 0);
      int to = Math.min(groups.samples(), from + samplesPerFold);
      for (int n = from; n < to; n++) {
        visitSample(group, n, piece);
      }
      for (int c = 0; c < group.channels(); c++) {
        int lane = lane(group, c);
        int end = lane + lanesOf(group);
        for (int i = lane; i < end; i++) {
          first[c] += firstSums[i];
          second[c] += secondSums[i];
        }
      }
    }
  }

  /** The first lane of channel c. */
  private int lane(Group group, int c) {
    return group.channels() == 1 ? 0 : c * groups.plane();
  }

  private int lanesOf(Group group) {
    return group.channels() == 1 ? Lanes.LENGTH : groups.plane();
  }

  private void fill(Group group, int c, float[] lanes, double value) {
    int lane = lane(group, c);
    Arrays.fill(lanes, lane, lane + lanesOf(group), (float) value);
  }

  private static void addMoments(
      float[] x, float[] center, float[] sums, float[] squares, int count) {
    for (int i = 0; i < count; i++) {
      float d = x[i] - center[i];
      sums[i] += d;
      squares[i] = Math.fma(d, d, squares[i]);
    }
  }

  private static void addProducts(
      float[] dy, float[] x, float[] center, float[] sums, float[] products, int count) {
    for (int i = 0; i < count; i++) {
      float g = dy[i];
      sums[i] += g;
      products[i] = Math.fma(g, x[i] - center[i], products[i]);
    }
  }

  private static void applyAffine(
      float[] x, float[] center, float[] factor, float[] offset, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.fma(x[i] - center[i], factor[i], offset[i]);
    }
  }

  private static void applyGradient(
      float[] dy,
      float[] x,
      float[] center,
      float[] slope,
      float[] constant,
      float[] linear,
      int count) {
    for (int i = 0; i < count; i++) {
      float rest = Math.fma(linear[i], x[i] - center[i], constant[i]);
      dy[i] = Math.fma(slope[i], dy[i], -rest);
    }
  }
}
