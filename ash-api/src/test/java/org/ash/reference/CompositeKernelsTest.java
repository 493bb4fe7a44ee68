package org.ash.reference;

import static org.ash.reference.Computation.largestDifference;
import static org.ash.reference.Computation.normal;
import static org.ash.reference.Computation.scalar;
import static org.ash.reference.Computation.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ash.ir.ActivationComposite;
import org.ash.ir.AshComposite;
import org.ash.ir.BatchNormalizationComposite;
import org.ash.ir.CompositeOp;
import org.ash.ir.LossComposite;
import org.ash.ir.Op;
import org.ash.ir.Operators;
import org.ash.ir.OrderingComposite;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CompositeKernelsTest {
  private static final long SEED = 21;
  private static final Tensor X = normal(SEED, "x", 2, 3, 4, 5);
  private static final Tensor DY = normal(SEED, "dy", 2, 3, 4, 5);
  private static final Tensor PER_CHANNEL = normal(SEED, "scale", 3);
  private static final Tensor POSITIVE = vector(0.5, 2, 1.25);
  private static final Tensor FEATURES = normal(SEED, "features", 4, 7);
  private static final Tensor LABELS = normal(SEED, "labels", 4, 7);

  static Stream<Arguments> composites() {
    Tensor mean = normal(SEED, "mean", 2, 1, 1, 1);
    Tensor std = Tensor.ofDoubles(new double[] {0.7, 1.9}, 2, 1, 1, 1);
    return Stream.of(
        composite(new AshComposite.Ash(1e-5), X, scalar(1.3), scalar(-0.4)),
        composite(new AshComposite.Ash(0.1), FEATURES, scalar(-0.5), scalar(1.96)),
        composite(new AshComposite.AshGradient(1e-5), DY, X, scalar(1.3), scalar(0.6), mean, std),
        composite(new ActivationComposite.LeakyRelu(0.01), X),
        composite(new ActivationComposite.PRelu(), X, PER_CHANNEL),
        composite(new ActivationComposite.Elu(1.5), X),
        composite(new ActivationComposite.Selu(), X),
        composite(new ActivationComposite.Gelu(), X),
        composite(new ActivationComposite.Swish(1), X),
        composite(new ActivationComposite.Swish(1.7), X),
        composite(new ActivationComposite.ReluGradient(), DY, X),
        composite(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-5),
            X,
            PER_CHANNEL,
            POSITIVE),
        composite(
            new BatchNormalizationComposite.BatchNormalizationTraining(1e-3),
            normal(SEED, "features", 5, 3),
            PER_CHANNEL,
            POSITIVE),
        composite(
            new BatchNormalizationComposite.BatchNormalizationGradient(1e-5),
            DY,
            X,
            PER_CHANNEL,
            PER_CHANNEL,
            POSITIVE),
        composite(new LossComposite.SoftmaxCrossEntropy(), FEATURES, LABELS),
        composite(
            new LossComposite.SoftmaxCrossEntropyGradient(),
            normal(SEED, "dloss", 4),
            FEATURES,
            LABELS),
        composite(new OrderingComposite.After(), X, FEATURES));
  }

  @ParameterizedTest
  @MethodSource("composites")
  void kernel_equalsTheDecomposition(CompositeOp op, Tensor[] inputs) {
    Computation whole = Computation.of(op, inputs);
    List<Tensor> formula = whole.evaluate();
    List<Tensor> parts = whole.decomposed().evaluate();
    for (int i = 0; i < formula.size(); i++) {
      // Values are of order 1 to 100; the two differ only in the order of float64 operations.
      assertEquals(
          0,
          largestDifference(formula.get(i).toDoubles(), parts.get(i).toDoubles()),
          2e-13,
          op.outputNames().get(i) + ", seed " + SEED);
    }
  }

  @Test
  void everyComposite_isCompared() {
    Set<Class<? extends Op>> missing = new HashSet<>(Operators.composites());
    missing.removeAll(
        composites().map(row -> ((Op) row.get()[0]).getClass()).collect(Collectors.toSet()));
    assertEquals(Set.of(), missing);
  }

  private static Arguments composite(CompositeOp op, Tensor... inputs) {
    return arguments(op, inputs);
  }
}
