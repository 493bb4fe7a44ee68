package org.ash.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ash.tensor.DType;
import org.junit.jupiter.api.Test;

final class LiveMemoryTest {
  private static final TensorType BATCH =
      new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 3));

  /** Of a chain never more than two results are there at once: 2 x 10 x 3 x 4 bytes. */
  @Test
  void chain_needsWhatANodeReadsAndMakes() {
    GraphBuilder g = new GraphBuilder("chain");
    Value x = g.input("x", BATCH);
    Value a = g.add(x, x);
    Value b = g.add(a, a);
    g.output("y", g.add(b, b));
    assertEquals(2 * 10 * 3 * 4, LiveMemory.peakBytes(g.build(), 10));
  }

  /** The first result is read at the end, as activations are by the backward pass. */
  @Test
  void valueReadLater_staysMeanwhile() {
    GraphBuilder g = new GraphBuilder("skip");
    Value x = g.input("x", BATCH);
    Value a = g.add(x, x);
    Value b = g.add(a, a);
    Value c = g.add(b, b);
    g.output("y", g.add(c, a));
    assertEquals(3 * 10 * 3 * 4, LiveMemory.peakBytes(g.build(), 10));
  }
}
