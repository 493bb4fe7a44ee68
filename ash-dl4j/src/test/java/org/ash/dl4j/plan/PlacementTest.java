package org.ash.dl4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.tensor.DType;
import org.junit.jupiter.api.Test;

/** Values share memory where that is safe, and only there. */
final class PlacementTest {
  private static final int BYTES = 64 * 4;

  private static Placement of(BiFunction<GraphBuilder, Value, Value> writing) {
    GraphBuilder g = new GraphBuilder("test");
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 8)));
    g.output("y", writing.apply(g, x));
    return new Placement(Program.of(g.build()), Map.of("N", 8L));
  }

  @Test
  void aChainOfElementwiseOperators_runsInPlace() {
    Placement placement = of((g, x) -> g.neg(g.abs(g.neg(g.relu(x)))));
    assertEquals(BYTES, placement.blockSize());
    assertEquals(5 * BYTES, placement.unsharedSize());
  }

  @Test
  void anOperandThatIsNeededAgain_isNotOverwritten() {
    Placement placement =
        of(
            (g, x) -> {
              Value once = g.neg(x);
              return g.add(g.abs(once), once);
            });
    assertEquals(2 * BYTES, placement.blockSize());
  }

  @Test
  void views_takeNoMemory() {
    Placement placement =
        of((g, x) -> g.stopGradient(g.reshape(x, SymbolicShape.of(x.type().shape().size()))));
    assertEquals(BYTES, placement.blockSize());
  }

  @Test
  void aMeanOverItsOwnRows_keepsTheOperandUntilTheSubtraction() {
    Placement placement = of((g, x) -> g.sub(x, g.reduceMean(x, List.of(1), true)));
    assertTrue(placement.blockSize() > BYTES, "the mean has its own memory");
    assertTrue(placement.blockSize() < 2 * BYTES, "the result lies where x was");
  }
}
