package org.ash.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** ASH, the adaptive activation of Lee et al. (NeurIPS 2022), and its closed-form gradient. */
public sealed interface AshComposite extends CompositeOp {

  /** Added to the variance under the root. */
  double eps();

  /**
   * {@code y = x * sigmoid(2 alpha (x - mean - z std))} (ASH-1), mean and population standard
   * deviation {@code std = sqrt(variance + eps)} over all elements of one sample (ASH-2).
   *
   * <p>Inputs {@code x [N, ...]} of rank 2 or more, {@code alpha []}, {@code z []}; outputs {@code
   * y} as x, {@code mean} and {@code std [N, 1, ...]}. NaN or Inf in a sample makes that sample NaN
   * and touches no other (ASH-4, ASH-5).
   */
  record Ash(double eps) implements AshComposite {
    @Override
    public List<String> outputNames() {
      return List.of("y", "mean", "std");
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(3).expectFloating().expectRank(1, 0).expectRank(2, 0);
      TensorType statistic = in.type(0).withShape(statistics(in, 0));
      return List.of(in.type(0), statistic, statistic);
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      Value alpha = inputs.get(1);
      Value z = inputs.get(2);
      List<Integer> axes = sampleAxes(x);
      Value mean = g.reduceMean(x, axes, true);
      Value centred = g.sub(x, mean);
      Value variance = g.reduceMean(g.mul(centred, centred), axes, true);
      Value std = g.sqrt(g.add(variance, g.like(x, eps)));
      Value gate = g.mul(g.sub(centred, g.mul(z, std)), g.mul(alpha, g.like(x, 2)));
      return List.of(g.mul(x, g.sigmoid(gate)), mean, std);
    }
  }

  /**
   * Gradient of {@link Ash} in closed form (ASH-6). Inputs {@code dy, x [N, ...]}, {@code alpha, z
   * []}, {@code mean, std [N, 1, ...]} as Ash gave them; outputs {@code dx} as x, {@code dalpha
   * []}, {@code dz []}.
   *
   * <p>With {@code h = dy x S(u) (1 - S(u))}, {@code H = sum h} over the sample of M elements:
   * {@code dx = dy S(u) + 2 alpha h - (2 alpha H / M)(1 + z (x - mean) / std)}, {@code dz = -2
   * alpha sum std H}, {@code dalpha = 2 sum h (x - mean - z std)}.
   */
  record AshGradient(double eps) implements AshComposite {
    @Override
    public List<String> outputNames() {
      return List.of("dx", "dalpha", "dz");
    }

    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(6).expectFloating().expectShape(0, in.shape(1));
      in.expectRank(2, 0).expectRank(3, 0);
      SymbolicShape statistics = statistics(in, 1);
      in.expectShape(4, statistics).expectShape(5, statistics);
      return List.of(in.type(1), in.type(2), in.type(3));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value dy = inputs.get(0);
      Value x = inputs.get(1);
      Value z = inputs.get(3);
      Value mean = inputs.get(4);
      Value std = inputs.get(5);
      Value twoAlpha = g.mul(inputs.get(2), g.like(x, 2));
      Value centred = g.sub(x, mean);
      Value above = g.sub(centred, g.mul(z, std));
      Value gate = g.sigmoid(g.mul(above, twoAlpha));
      Value slope = g.mul(gate, g.sub(g.like(x, 1), gate));
      Value h = g.mul(g.mul(dy, x), slope);
      List<Integer> axes = sampleAxes(x);
      // H / M is a mean, so that M need not be known; H itself is summed for dz.
      Value direct = g.add(g.mul(dy, gate), g.mul(twoAlpha, h));
      Value viaStatistics =
          g.mul(
              g.mul(twoAlpha, g.reduceMean(h, axes, true)),
              g.add(g.like(x, 1), g.div(g.mul(z, centred), std)));
      Value sumH = g.reduceSum(h, axes, true);
      Value dz = g.neg(g.mul(twoAlpha, g.reduceSum(g.mul(std, sumH), allAxes(x), false)));
      Value dalpha = g.mul(g.like(x, 2), g.reduceSum(g.mul(h, above), allAxes(x), false));
      return List.of(g.sub(direct, viaStatistics), dalpha, dz);
    }
  }

  private static SymbolicShape statistics(Operands in, int x) {
    SymbolicShape shape = in.shape(x);
    if (shape.rank() < 2) {
      throw in.error("expects samples [N, ...] of rank 2 or more");
    }
    List<Dimension> dims = new ArrayList<>(List.of(shape.dim(0)));
    for (int axis = 1; axis < shape.rank(); axis++) {
      dims.add(Dimension.of(1));
    }
    return new SymbolicShape(dims);
  }

  private static List<Integer> sampleAxes(Value x) {
    return IntStream.range(1, x.type().rank()).boxed().toList();
  }

  private static List<Integer> allAxes(Value x) {
    return IntStream.range(0, x.type().rank()).boxed().toList();
  }
}
