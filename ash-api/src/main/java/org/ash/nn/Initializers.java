package org.ash.nn;

import org.ash.ir.Variable;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * First values of parameters. Random ones are drawn from Philox keyed by the seed and the name of
 * the parameter, with arithmetic that Java defines to the bit: the same on every machine, whatever
 * the engine, the thread and the order of declaration.
 *
 * <p>Weights are {@code [out, in]} or {@code [out, in, kH, kW]}: fan-in is {@code in * kH * kW},
 * fan-out {@code out * kH * kW}.
 */
public final class Initializers {
  private Initializers() {}

  /** Every element the same. */
  public static Initializer constant(double value) {
    return (variable, seed) -> Tensor.generate(variable.dtype(), variable.shape(), i -> value);
  }

  /** Normal with mean 0 and variance 2 / fan-in (He et al., ICCV 2015, equation 10). */
  public static Initializer heNormalFanIn() {
    return (variable, seed) -> normal(variable, seed, 2.0 / fanIn(variable.shape()));
  }

  /** Normal with mean 0 and variance 2 / fan-out (He et al., ICCV 2015, equation 14). */
  public static Initializer heNormalFanOut() {
    return (variable, seed) -> normal(variable, seed, 2.0 / fanOut(variable.shape()));
  }

  /**
   * Uniform in [-b, b) with {@code b = sqrt(6 / (fan-in + fan-out))} (Glorot and Bengio, AISTATS
   * 2010, equation 16).
   */
  public static Initializer glorotUniform() {
    return (variable, seed) -> {
      Philox random = random(variable, seed);
      double bound = StrictMath.sqrt(6.0 / (fanIn(variable.shape()) + fanOut(variable.shape())));
      return Tensor.generate(
          variable.dtype(), variable.shape(), i -> (2 * random.uniform(i) - 1) * bound);
    };
  }

  private static Tensor normal(Variable variable, long seed, double variance) {
    double deviation = StrictMath.sqrt(variance);
    double[] normals = random(variable, seed).normals(Math.toIntExact(variable.shape().size()));
    return Tensor.generate(variable.dtype(), variable.shape(), i -> normals[i] * deviation);
  }

  private static Philox random(Variable variable, long seed) {
    return new Philox(seed, Philox.site("weights/" + variable.name()));
  }

  private static long fanIn(Shape shape) {
    return requireWeight(shape).size() / shape.dim(0);
  }

  private static long fanOut(Shape shape) {
    return requireWeight(shape).size() / shape.dim(1);
  }

  private static Shape requireWeight(Shape shape) {
    if (shape.rank() < 2 || shape.size() == 0) {
      throw new IllegalArgumentException(
          "Only weights [out, in, ...] have a fan-in and a fan-out, given shape " + shape + ".");
    }
    return shape;
  }
}
