package org.ash.nn;

import java.util.List;
import org.ash.ir.Reduction;
import org.ash.ir.Value;

/** Mean over height and width: {@code x [N, C, H, W]} -> {@code [N, C]}; no parameters. */
public record GlobalAveragePooling() implements Layer {
  @Override
  public Value write(LayerContext layers, String name, Value x) {
    return layers.graph().apply(name, new Reduction.ReduceMean(List.of(2, 3), false), x);
  }
}
