package org.ash.activation;

import org.ash.ir.ActivationComposite;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Op;
import org.ash.ir.Value;

/** Baselines that map each element by a fixed function, without parameters. */
public sealed interface Pointwise extends Activation {

  /** The operator that computes it. */
  Op op();

  @Override
  default Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
    return graph.apply(name, op(), x);
  }

  /** {@code max(x, 0)}. */
  record Relu() implements Pointwise {
    @Override
    public Op op() {
      return new Elementwise.Relu();
    }

    @Override
    public String spec() {
      return "relu";
    }
  }

  /**
   * {@code x} above 0, else {@code slope * x}.
   *
   * @param slope factor of x below 0; finite
   */
  record LeakyRelu(double slope) implements Pointwise {
    /** The slope unless set. */
    public static final double DEFAULT_SLOPE = 0.01;

    /** Checks the slope. */
    public LeakyRelu {
      SpecArguments.requireFinite("leaky_relu", "slope", slope);
    }

    @Override
    public Op op() {
      return new ActivationComposite.LeakyRelu(slope);
    }

    @Override
    public String spec() {
      return SpecArguments.spec("leaky_relu", "slope", slope, DEFAULT_SLOPE);
    }
  }

  /** {@code ln(1 + exp(x))}, without overflow. */
  record Softplus() implements Pointwise {
    @Override
    public Op op() {
      return new Elementwise.Softplus();
    }

    @Override
    public String spec() {
      return "softplus";
    }
  }

  /**
   * {@code x} above 0, else {@code alpha * (exp(x) - 1)}.
   *
   * @param alpha minus the limit at minus infinity; finite
   */
  record Elu(double alpha) implements Pointwise {
    /** The alpha unless set. */
    public static final double DEFAULT_ALPHA = 1;

    /** Checks alpha. */
    public Elu {
      SpecArguments.requireFinite("elu", "alpha", alpha);
    }

    @Override
    public Op op() {
      return new ActivationComposite.Elu(alpha);
    }

    @Override
    public String spec() {
      return SpecArguments.spec("elu", "alpha", alpha, DEFAULT_ALPHA);
    }
  }

  /** Self-normalizing ELU with the constants of Klambauer et al. (NIPS 2017). */
  record Selu() implements Pointwise {
    @Override
    public Op op() {
      return new ActivationComposite.Selu();
    }

    @Override
    public String spec() {
      return "selu";
    }
  }

  /** {@code x * Phi(x)}, Phi the normal distribution, by erf. */
  record Gelu() implements Pointwise {
    @Override
    public Op op() {
      return new ActivationComposite.Gelu();
    }

    @Override
    public String spec() {
      return "gelu";
    }
  }

  /**
   * {@code x * sigmoid(beta * x)}.
   *
   * @param beta how sharp the gate is; finite
   */
  record Swish(double beta) implements Pointwise {
    /** The beta unless set. */
    public static final double DEFAULT_BETA = 1;

    /** Checks beta. */
    public Swish {
      SpecArguments.requireFinite("swish", "beta", beta);
    }

    @Override
    public Op op() {
      return new ActivationComposite.Swish(beta);
    }

    @Override
    public String spec() {
      return SpecArguments.spec("swish", "beta", beta, DEFAULT_BETA);
    }
  }
}
