package org.ash.tf.lowering;

import java.util.List;
import org.ash.ir.Convolution;
import org.ash.ir.Dimension;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.tensorflow.Output;

/** Convolution and its gradients on NHWC images and [kH, kW, C, M] weights. */
final class ConvolutionLowering {
  private static final Layout IMAGE = Layout.channelsLast(4);

  private ConvolutionLowering() {}

  static void register(OperatorTable<Lowering> table) {
    table.on(Convolution.Conv.class, ConvolutionLowering::conv);
    table.on(Convolution.ConvInputGradient.class, ConvolutionLowering::inputGradient);
    table.on(Convolution.ConvWeightGradient.class, ConvolutionLowering::weightGradient);
  }

  private static List<Lowered> conv(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    Lowered w = in.get(1);
    SlidingWindow window =
        SlidingWindow.of(tf, window(node), x.type().shape(), w.type().shape().toShape());
    Output<?> y = window.forward(tf.in(x, IMAGE), tf.in(w, Layout.WEIGHTS));
    return List.of(image(y, node));
  }

  private static List<Lowered> inputGradient(LoweringScope tf, Node node, List<Lowered> in) {
    SymbolicShape x = ((Convolution.ConvInputGradient) node.op()).inputShape();
    Lowered w = in.get(1);
    SlidingWindow window = SlidingWindow.of(tf, window(node), x, w.type().shape().toShape());
    Output<?> dx = window.inputGradient(tf.in(in.get(0), IMAGE), tf.in(w, Layout.WEIGHTS));
    return List.of(image(dx, node));
  }

  private static List<Lowered> weightGradient(LoweringScope tf, Node node, List<Lowered> in) {
    Lowered x = in.get(0);
    SlidingWindow window =
        SlidingWindow.of(
            tf,
            window(node),
            x.type().shape(),
            ((Convolution.ConvWeightGradient) node.op()).weightShape());
    Output<?> dw = window.weightGradient(tf.in(x, IMAGE), tf.in(in.get(1), IMAGE));
    return List.of(new Lowered(dw, node.output(0).type(), Layout.WEIGHTS));
  }

  private static org.ash.ir.Window window(Node node) {
    return ((Convolution) node.op()).window();
  }

  private static Lowered image(Output<?> nhwc, Node node) {
    TensorType type = node.output(0).type();
    return new Lowered(nhwc, type, IMAGE);
  }

  /** The extents of an NHWC image. */
  static List<Dimension> nhwc(Dimension n, long h, long w, long c) {
    return List.of(n, Dimension.of(h), Dimension.of(w), Dimension.of(c));
  }
}
