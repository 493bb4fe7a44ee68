package org.ash.conformance.broken;

import java.util.List;
import org.ash.ir.Convolution;
import org.ash.ir.GraphBuilder;
import org.ash.ir.Shaping;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.ir.Window;

/** Convolution and its gradients, wrong. */
final class BrokenConvolutions {
  private BrokenConvolutions() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "swapped-strides",
            "Conv takes the horizontal stride for the vertical one and the other way round.",
            List.of("OP-Conv-values", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) ->
                    conv(
                        g,
                        op,
                        in,
                        strided(op.window(), op.window().strideW(), op.window().strideH())))),
        new BrokenBackend(
            "padding-off-by-one",
            "Conv pads one row and one column more before the image, and one less after it.",
            List.of("OP-Conv-values", "OP-Conv-special", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) ->
                    conv(
                        g,
                        op,
                        in,
                        padded(op.window(), op.window().padTop() + 1, op.window().padLeft() + 1)))),
        new BrokenBackend(
            "padding-mirrored",
            "Conv pads after the image what belongs before it.",
            List.of("OP-Conv-values", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) ->
                    conv(
                        g,
                        op,
                        in,
                        padded(op.window(), op.window().padBottom(), op.window().padRight())))),
        new BrokenBackend(
            "ignored-dilation",
            "Conv takes every dilation for 1.",
            List.of("OP-Conv-values", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) -> conv(g, op, in, op.window().withDilation(1)))),
        new BrokenBackend(
            "ignored-group",
            "Conv gives every group the channels of the first.",
            List.of("OP-Conv-values", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) -> {
                  long channels = in.get(1).type().dim(1).extent();
                  Value first = g.apply(Shaping.Slice.of(1, 0, channels, 1), in.get(0));
                  return g.conv(first, in.get(1), op.window().withGroup(1));
                })),
        new BrokenBackend(
            "flipped-kernel",
            "Conv is a true convolution: its kernel is flipped.",
            List.of("OP-Conv-values", "OP-Conv-special", "OP-Conv-random"),
            Rewriting.of(
                Convolution.Conv.class,
                (g, op, in) -> g.conv(in.get(0), flipped(g, in.get(1)), op.window()))),
        new BrokenBackend(
            "input-gradient-flipped",
            "ConvInputGradient flips the kernel once more.",
            List.of(
                "OP-ConvInputGradient-values",
                "OP-ConvInputGradient-special",
                "OP-ConvInputGradient-random"),
            Rewriting.of(
                Convolution.ConvInputGradient.class,
                (g, op, in) -> g.apply(op, in.get(0), flipped(g, in.get(1))))),
        new BrokenBackend(
            "weight-gradient-flipped",
            "ConvWeightGradient gives the gradient of the flipped kernel.",
            List.of(
                "OP-ConvWeightGradient-values",
                "OP-ConvWeightGradient-special",
                "OP-ConvWeightGradient-random"),
            Rewriting.of(
                Convolution.ConvWeightGradient.class,
                (g, op, in) -> flipped(g, g.apply(op, in.get(0), in.get(1))))),
        new BrokenBackend(
            "weight-gradient-mean",
            "ConvWeightGradient is the mean over the batch.",
            List.of("OP-ConvWeightGradient-values", "OP-ConvWeightGradient-random"),
            Rewriting.of(
                Convolution.ConvWeightGradient.class,
                (g, op, in) -> {
                  Value samples = g.apply(new Shaping.Size(List.of(0)), in.get(0));
                  Value sum = g.apply(op, in.get(0), in.get(1));
                  return g.div(sum, g.cast(samples, sum.type().dtype()));
                })));
  }

  private static Value flipped(GraphBuilder g, Value weight) {
    Value rows = g.apply(Shaping.Slice.of(2, -1, Long.MIN_VALUE, -1), weight);
    return g.apply(Shaping.Slice.of(3, -1, Long.MIN_VALUE, -1), rows);
  }

  private static Window strided(Window w, int vertical, int horizontal) {
    return new Window(
        vertical,
        horizontal,
        w.padTop(),
        w.padLeft(),
        w.padBottom(),
        w.padRight(),
        w.dilationH(),
        w.dilationW(),
        w.group());
  }

  /** The padding before the image replaced. */
  private static Window padded(Window w, int top, int left) {
    return new Window(
        w.strideH(),
        w.strideW(),
        top,
        left,
        w.padBottom(),
        w.padRight(),
        w.dilationH(),
        w.dilationW(),
        w.group());
  }

  /** A convolution by another window, padded and cut after the image to the promised shape. */
  private static Value conv(GraphBuilder g, Convolution.Conv op, List<Value> in, Window wrong) {
    SymbolicShape image = in.get(0).type().shape();
    SymbolicShape weight = in.get(1).type().shape();
    long height = image.dim(2).extent();
    long width = image.dim(3).extent();
    long kernelH = weight.dim(2).extent();
    long kernelW = weight.dim(3).extent();
    long rows = op.window().outputHeight(height, kernelH);
    long columns = op.window().outputWidth(width, kernelW);
    long seenH = (rows - 1) * wrong.strideH() + wrong.dilationH() * (kernelH - 1) + 1;
    long seenW = (columns - 1) * wrong.strideW() + wrong.dilationW() * (kernelW - 1) + 1;
    Window fitted =
        new Window(
            wrong.strideH(),
            wrong.strideW(),
            wrong.padTop(),
            wrong.padLeft(),
            (int) Math.max(0, seenH - height - wrong.padTop()),
            (int) Math.max(0, seenW - width - wrong.padLeft()),
            wrong.dilationH(),
            wrong.dilationW(),
            wrong.group());
    Value y = g.conv(in.get(0), in.get(1), fitted);
    return g.apply(
        new Shaping.Slice(List.of(2, 3), List.of(0L, 0L), List.of(rows, columns), List.of(1L, 1L)),
        y);
  }
}
