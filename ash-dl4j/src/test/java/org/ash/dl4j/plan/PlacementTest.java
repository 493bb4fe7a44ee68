package org.ash.dl4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.ash.activation.Activations;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.Network;
import org.ash.tensor.DType;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.DenseNet;
import org.ash.zoo.DenseNetSize;
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

  /** What is made again lies where something else was, and gradients are computed as before. */
  @Test
  void recomputation_needsLessMemory_andKeepsGradientsJoined() {
    Program kept = denseNet(false);
    Program again = denseNet(true);
    double share = (double) blockSize(again) / blockSize(kept);
    assertTrue(share < 0.35, "share of the memory: " + share);
    assertTrue(joined(kept) > 0, "no gradients are computed together");
    assertEquals(joined(kept), joined(again));
  }

  private static Program denseNet(boolean recompute) {
    DenseNetSize size = DenseNetSize.plain(8, 12);
    Network network = new DenseNet("dense", size, 0, Activations.parse("relu"), 10);
    TrainingConfig config = TrainingConfig.builder(network).recompute(recompute).build();
    TrainingModule module = TrainingModule.of(network, config);
    return Program.of(module.module().graph(TrainingModule.TRAIN));
  }

  private static long blockSize(Program program) {
    return new Placement(program, Map.of("N", 32L)).blockSize();
  }

  private static long joined(Program program) {
    return program.instructions().stream().filter(i -> i.kind().equals("ConvGradients")).count();
  }

  @Test
  void aMeanOverItsOwnRows_keepsTheOperandUntilTheSubtraction() {
    Placement placement = of((g, x) -> g.sub(x, g.reduceMean(x, List.of(1), true)));
    assertTrue(placement.blockSize() > BYTES, "the mean has its own memory");
    assertTrue(placement.blockSize() < 2 * BYTES, "the result lies where x was");
  }
}
