package org.ash.nn;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.Value;

/**
 * The largest element under a square window: {@code x [N, C, H, W]} -> {@code [N, C, oH, oW]} with
 * {@code oH = floor((H + 2 padding - size) / stride) + 1}; what is padded never wins. Of equal
 * elements the first in row-major order gets the gradient; NaN stays NaN. No parameters.
 *
 * @param size rows and columns of the window, at least 1
 * @param stride distance of windows, at least 1
 * @param padding rows and columns around the image, at least 0 and below size
 */
public record MaxPooling(int size, int stride, int padding) implements Layer {

  /** Checks the ranges. */
  public MaxPooling {
    if (size < 1 || stride < 1 || padding < 0 || padding >= size) {
      throw new IllegalArgumentException(
          "Pooling has size >= 1, stride >= 1 and 0 <= padding < size, given "
              + size
              + ", "
              + stride
              + ", "
              + padding
              + ".");
    }
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    GraphBuilder graph = layers.graph();
    long height = positions(x.type().dim(2).extent(), name, x);
    long width = positions(x.type().dim(3).extent(), name, x);
    return graph.scoped(name, () -> largest(graph, padded(graph, x), height, width));
  }

  private long positions(long extent, String name, Value x) {
    long positions = Math.floorDiv(extent + 2L * padding - size, stride) + 1;
    if (positions < 1) {
      throw new IllegalArgumentException(
          "Max pooling '" + name + "': a window of " + size + " does not fit " + x.type() + ".");
    }
    return positions;
  }

  private Value padded(GraphBuilder graph, Value x) {
    if (padding == 0) {
      return x;
    }
    long p = padding;
    List<Long> around = List.of(0L, 0L, p, p);
    return graph.apply(new Shaping.Pad(around, around, Double.NEGATIVE_INFINITY), x);
  }

  /** The maximum over the taps of the window, each a strided slice of the image. */
  private Value largest(GraphBuilder graph, Value image, long height, long width) {
    List<Value> taps = new ArrayList<>();
    for (long row = 0; row < size; row++) {
      for (long column = 0; column < size; column++) {
        taps.add(tap(graph, image, row, column, height, width));
      }
    }
    return taps.stream().reduce(graph::max).orElseThrow();
  }

  private Value tap(
      GraphBuilder graph, Value image, long row, long column, long height, long width) {
    long step = stride;
    return graph.apply(
        new Shaping.Slice(
            List.of(2, 3),
            List.of(row, column),
            List.of(row + (height - 1) * step + 1, column + (width - 1) * step + 1),
            List.of(step, step)),
        image);
  }
}
