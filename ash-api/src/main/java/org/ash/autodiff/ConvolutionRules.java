package org.ash.autodiff;

import org.ash.ir.Convolution.Conv;
import org.ash.ir.Convolution.ConvInputGradient;
import org.ash.ir.Convolution.ConvWeightGradient;
import org.ash.ir.GraphBuilder;

/**
 * Gradient rules of {@link org.ash.ir.Convolution}. {@code <conv(x, w), dy>} is linear in each of
 * its three arguments, and the three operators are its derivatives, so that they are each other's
 * gradients.
 */
final class ConvolutionRules {
  private ConvolutionRules() {}

  static void register(GradientRules rules) {
    rules
        .on(Conv.class, ConvolutionRules::conv)
        .on(ConvInputGradient.class, ConvolutionRules::convInputGradient)
        .on(ConvWeightGradient.class, ConvolutionRules::convWeightGradient);
  }

  private static void conv(Conv op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(0, () -> g.apply(new ConvInputGradient(op.window(), at.shape(0)), at.dy(), at.x(1)));
    at.give(
        1,
        () ->
            g.apply(new ConvWeightGradient(op.window(), at.shape(1).toShape()), at.x(0), at.dy()));
  }

  /** Operands dy and w; the gradient arriving here is of the shape of an image. */
  private static void convInputGradient(ConvInputGradient op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(0, () -> g.apply(new Conv(op.window()), at.dy(), at.x(1)));
    at.give(
        1,
        () ->
            g.apply(new ConvWeightGradient(op.window(), at.shape(1).toShape()), at.dy(), at.x(0)));
  }

  /** Operands x and dy; the gradient arriving here is of the shape of a weight. */
  private static void convWeightGradient(ConvWeightGradient op, Backward at) {
    GraphBuilder g = at.graph();
    at.give(0, () -> g.apply(new ConvInputGradient(op.window(), at.shape(0)), at.x(1), at.dy()));
    at.give(1, () -> g.apply(new Conv(op.window()), at.x(0), at.dy()));
  }
}
