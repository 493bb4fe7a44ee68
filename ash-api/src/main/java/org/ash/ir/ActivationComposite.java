package org.ash.ir;

import java.util.List;

/** Activations that are made of primitives, and gradients of activations that engines have. */
public sealed interface ActivationComposite extends CompositeOp {

  @Override
  default List<TensorType> infer(Operands in) {
    return List.of(in.expectCount(1).expectFloating().type(0));
  }

  /** {@code x} above 0, else {@code slope * x}. ONNX LeakyRelu-16. */
  record LeakyRelu(double slope) implements ActivationComposite {
    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      return List.of(g.where(g.greater(x, g.like(x, 0)), x, g.mul(x, g.like(x, slope))));
    }
  }

  /**
   * {@code x} above 0, else {@code slope * x}; inputs {@code x [N, C, ...]} and {@code slope [C]}.
   * ONNX PRelu-16, whose slope is shaped {@code [C, 1, ...]}.
   */
  record PRelu() implements ActivationComposite {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating();
      Normalization.expectChannels(in, 1, 2);
      return List.of(in.type(0));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      Value slope = g.perChannel(inputs.get(1), x.type().rank());
      return List.of(g.where(g.greater(x, g.like(x, 0)), x, g.mul(x, slope)));
    }
  }

  /** {@code x} above 0, else {@code alpha * (exp(x) - 1)}. ONNX Elu-6. */
  record Elu(double alpha) implements ActivationComposite {
    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      return List.of(exponentialUnit(g, inputs.get(0), alpha, 1));
    }
  }

  /**
   * {@code gamma * x} above 0, else {@code gamma * alpha * (exp(x) - 1)} with the constants of
   * Klambauer et al. (NIPS 2017). ONNX Selu-6.
   */
  record Selu() implements ActivationComposite {
    /** Klambauer et al. (2017), equation 14. */
    public static final double ALPHA = 1.6732632423543772;

    /** Klambauer et al. (2017), equation 14. */
    public static final double GAMMA = 1.0507009873554805;

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      return List.of(exponentialUnit(g, inputs.get(0), GAMMA * ALPHA, GAMMA));
    }
  }

  /** {@code x * (1 + erf(x / sqrt 2)) / 2}, the exact form. ONNX Gelu-20, approximate none. */
  record Gelu() implements ActivationComposite {
    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      Value erf = g.erf(g.mul(x, g.like(x, Math.sqrt(0.5))));
      return List.of(g.mul(g.mul(x, g.like(x, 0.5)), g.add(g.like(x, 1), erf)));
    }
  }

  /** {@code x * sigmoid(beta * x)}. ONNX Swish-24. */
  record Swish(double beta) implements ActivationComposite {
    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value x = inputs.get(0);
      Value scaled = beta == 1 ? x : g.mul(x, g.like(x, beta));
      return List.of(g.mul(x, g.sigmoid(scaled)));
    }
  }

  /** Gradient of Relu: inputs {@code dy} and {@code y}; {@code dy} where y is above 0, else 0. */
  record ReluGradient() implements ActivationComposite {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(2).expectFloating().expectShape(0, in.shape(1));
      return List.of(in.type(0));
    }

    @Override
    public List<Value> decompose(GraphBuilder g, List<Value> inputs) {
      Value y = inputs.get(1);
      return List.of(g.where(g.greater(y, g.like(y, 0)), inputs.get(0), g.like(y, 0)));
    }
  }

  private static Value exponentialUnit(GraphBuilder g, Value x, double below, double above) {
    // exp sees min(x, 0) only, so that large x cannot turn the unused branch into Inf.
    Value exponential = g.sub(g.exp(g.min(x, g.like(x, 0))), g.like(x, 1));
    Value linear = above == 1 ? x : g.mul(x, g.like(x, above));
    return g.where(g.greater(x, g.like(x, 0)), linear, g.mul(exponential, g.like(x, below)));
  }
}
