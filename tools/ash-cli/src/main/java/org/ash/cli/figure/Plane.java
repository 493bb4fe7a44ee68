package org.ash.cli.figure;

import java.util.Arrays;
import org.ash.tensor.Tensor;

/** Rows and columns of numbers. */
final class Plane {
  private final int height;
  private final int width;
  private final double[] values;

  private Plane(int height, int width, double[] values) {
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /** One plane of a tensor {@code [..., H, W]}. */
  static Plane of(Tensor tensor, int index) {
    int rank = tensor.shape().rank();
    int height = (int) tensor.shape().dim(rank - 2);
    int width = (int) tensor.shape().dim(rank - 1);
    double[] values = new double[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(index * values.length + i);
    }
    return new Plane(height, width, values);
  }

  /** Number of rows. */
  int height() {
    return height;
  }

  /** Number of columns. */
  int width() {
    return width;
  }

  /** An element. */
  double at(int row, int column) {
    return values[row * width + column];
  }

  /** The largest magnitude. */
  double reach() {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** Mean of the squared differences from the mean. */
  double variance() {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  }

  /** Its value at a place given in 0..1, between the centres of the elements linear. */
  double interpolated(double down, double right) {
    double row = Math.min(Math.max(down * height - 0.5, 0), height - 1);
    double column = Math.min(Math.max(right * width - 0.5, 0), width - 1);
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(top + 1, height - 1);
    int next = Math.min(left + 1, width - 1);
    double upper = at(top, left) + (column - left) * (at(top, next) - at(top, left));
    double lower = at(bottom, left) + (column - left) * (at(bottom, next) - at(bottom, left));
    return upper + (row - top) * (lower - upper);
  }
}
