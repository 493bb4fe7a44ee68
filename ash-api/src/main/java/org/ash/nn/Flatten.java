package org.ash.nn;

import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;

/**
 * All elements of a sample side by side, in row-major order of channel, row and column: {@code x
 * [N, C, H, W]} -> {@code [N, C H W]}; no parameters.
 */
public record Flatten() implements Layer {
  @Override
  public Value write(LayerContext layers, String name, Value x) {
    SymbolicShape images = x.type().shape();
    SymbolicShape vectors = SymbolicShape.of(images.dim(0), images.size(1, images.rank()));
    return layers.graph().apply(name, new Shaping.Reshape(vectors), x);
  }
}
