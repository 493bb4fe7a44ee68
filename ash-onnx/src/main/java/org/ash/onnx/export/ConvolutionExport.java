package org.ash.onnx.export;

import java.util.List;
import org.ash.ir.Convolution;
import org.ash.ir.Node;
import org.ash.ir.OperatorTable;
import org.ash.ir.Window;
import org.ash.tensor.Shape;

/** Convolution is one ONNX node; its gradients have files of their own. */
final class ConvolutionExport {
  private ConvolutionExport() {}

  static void register(OperatorTable<Export> table) {
    table.on(Convolution.Conv.class, ConvolutionExport::conv);
    table.on(Convolution.ConvInputGradient.class, ConvInputGradientExport::inputGradient);
    table.on(Convolution.ConvWeightGradient.class, ConvWeightGradientExport::weightGradient);
  }

  private static List<String> conv(Node node, NodeExport out) {
    Window window = ((Convolution.Conv) node.op()).window();
    return List.of(convolution(out, out.in(0), out.in(1), out.staticShape(1), window));
  }

  /** Writes a convolution of the node's element type, {@code shape} being the weight's. */
  static String convolution(
      NodeExport out, String image, String weight, Shape shape, Window window) {
    boolean computed = out.constantValue(weight).isEmpty();
    if (computed && BlockedConvolution.takes(out.channelBlock(), out.dtype(0), shape, window)) {
      return BlockedConvolution.write(out, image, weight, shape, window);
    }
    return windowed(out.node("Conv").in(image, weight), window, shape).write();
  }

  /** Sets all attributes of a convolution or its transpose. */
  static NodeDraft windowed(NodeDraft draft, Window window, Shape weight) {
    return draft
        .integers("kernel_shape", List.of(weight.dim(2), weight.dim(3)))
        .integers("dilations", List.of(window.dilationH(), window.dilationW()))
        .integer("group", window.group())
        .integers("strides", List.of(window.strideH(), window.strideW()))
        .integers("pads", pads(window));
  }

  /** Padding in ONNX's order: the begins of all axes, then the ends. */
  static List<Integer> pads(Window window) {
    return List.of(window.padTop(), window.padLeft(), window.padBottom(), window.padRight());
  }
}
