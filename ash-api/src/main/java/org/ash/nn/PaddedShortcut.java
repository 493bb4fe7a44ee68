package org.ash.nn;

import java.util.List;
import org.ash.ir.Shaping;
import org.ash.ir.Value;

/**
 * The shortcut without parameters of He et al. (2015), option A: {@code x [N, C, H, W]} -> {@code
 * [N, filters, ceil(H / stride), ceil(W / stride)]}, every stride-th row and column, and zeros as
 * additional channels behind the given ones. The identity where nothing changes.
 *
 * @param filters channels of the result, at least those of x
 * @param stride at least 1
 */
public record PaddedShortcut(int filters, int stride) implements Layer {

  /** Checks the stride. */
  public PaddedShortcut {
    if (stride < 1) {
      throw new IllegalArgumentException("A shortcut has a stride of at least 1: " + stride + ".");
    }
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    Value y = x;
    if (stride > 1) {
      long height = x.type().dim(2).extent();
      long width = x.type().dim(3).extent();
      long step = stride;
      y =
          layers
              .graph()
              .apply(
                  name + ".subsample",
                  new Shaping.Slice(
                      List.of(2, 3), List.of(0L, 0L), List.of(height, width), List.of(step, step)),
                  y);
    }
    long added = filters - x.type().dim(1).extent();
    if (added < 0) {
      throw new IllegalArgumentException(
          "Shortcut '" + name + "' cannot make " + x.type().shape() + " " + filters + " channels.");
    }
    if (added > 0) {
      Shaping.Pad pad = new Shaping.Pad(List.of(0L, 0L, 0L, 0L), List.of(0L, added, 0L, 0L), 0);
      y = layers.graph().apply(name + ".pad", pad, y);
    }
    return y;
  }
}
