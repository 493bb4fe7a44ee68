package org.ash.nn;

import java.util.List;
import org.ash.ir.Dimension;
import org.ash.ir.Reduction;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/**
 * The mean of squares that lie side by side: {@code x [N, C, H, W]} -> {@code [N, C, H / size, W /
 * size]}; no parameters.
 *
 * @param size rows and columns of a square, at least 1; divides height and width
 */
public record AveragePooling(int size) implements Layer {

  /** Checks the range. */
  public AveragePooling {
    if (size < 1) {
      throw new IllegalArgumentException("Pooling takes squares of at least 1, given " + size);
    }
  }

  @Override
  public Value write(LayerContext layers, String name, Value x) {
    long height = x.type().dim(2).extent();
    long width = x.type().dim(3).extent();
    if (height % size != 0 || width % size != 0) {
      throw new IllegalArgumentException(
          "Average pooling '"
              + name
              + "' cannot part "
              + x.type().shape()
              + " into squares of "
              + size
              + "; choose images that can be divided.");
    }
    SymbolicShape squares =
        SymbolicShape.of(
            x.type().dim(0),
            x.type().dim(1),
            Dimension.of(height / size),
            Dimension.of(size),
            Dimension.of(width / size),
            Dimension.of(size));
    Value parted = layers.graph().scoped(name, () -> layers.graph().reshape(x, squares));
    return layers.graph().apply(name, new Reduction.ReduceMean(List.of(3, 5), false), parted);
  }
}
