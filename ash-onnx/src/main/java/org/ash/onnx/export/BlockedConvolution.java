package org.ash.onnx.export;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;

/**
 * Convolution with ONNX Runtime's operators of the domain {@code com.microsoft.nchwc}, which hold
 * channels in blocks: {@code [N, C/b, H, W, b]}. The engine writes them itself where a weight is
 * constant; in a training step no weight is, and its plain convolution takes half as long again.
 *
 * <p>The weight is arranged as the engine's optimizer does: {@code [M/b, C/b, kH, kW, b of C, b of
 * M]}, or {@code [M/b, C, kH, kW, b of M]} where the image stays NCHW (fewer than b channels) or
 * the convolution is depthwise.
 */
final class BlockedConvolution {
  /** The operators' domain. */
  static final String DOMAIN = "com.microsoft.nchwc";

  private BlockedConvolution() {}

  /** Whether a convolution can be written so, with blocks of this many channels; 0 is never. */
  static boolean takes(int block, DType dtype, Shape weight, Window window) {
    if (block == 0 || dtype != DType.FLOAT32 || weight.dim(0) % block != 0) {
      return false;
    }
    boolean wholeInput = weight.dim(1) % block == 0;
    boolean wholeOutput = weight.dim(0) / window.group() % block == 0;
    return isDepthwise(weight, window)
        || (window.group() == 1 && weight.dim(1) < block)
        || (wholeInput && wholeOutput);
  }

  /** Writes a convolution that {@link #takes} allows. */
  static String write(NodeExport out, String image, String weight, Shape shape, Window window) {
    int block = out.channelBlock();
    boolean plainImage = window.group() == 1 && shape.dim(1) < block;
    boolean inputWhole = plainImage || isDepthwise(shape, window);
    String blocks =
        plainImage
            ? image
            : node(out, "ReorderInput").in(image).integer("channels_last", 0).write();
    String kernel = inputWhole ? outputBlocks(out, weight, shape) : bothBlocks(out, weight, shape);
    String result =
        ConvolutionExport.windowed(node(out, "Conv").in(blocks, kernel), window, shape).write();
    return node(out, "ReorderOutput")
        .in(result)
        .integer("channels", shape.dim(0))
        .integer("channels_last", 0)
        .write();
  }

  private static boolean isDepthwise(Shape weight, Window window) {
    return weight.dim(1) == 1 && weight.dim(0) == window.group();
  }

  private static NodeDraft node(NodeExport out, String type) {
    return out.node(type).domain(DOMAIN);
  }

  private static String bothBlocks(NodeExport out, String weight, Shape shape) {
    long block = out.channelBlock();
    List<Long> split = new ArrayList<>(List.of(shape.dim(0) / block, block));
    split.addAll(List.of(shape.dim(1) / block, block, shape.dim(2), shape.dim(3)));
    return arranged(out, weight, shape, split, List.of(0, 2, 4, 5, 3, 1));
  }

  private static String outputBlocks(NodeExport out, String weight, Shape shape) {
    long block = out.channelBlock();
    List<Long> split = new ArrayList<>(List.of(shape.dim(0) / block, block));
    split.addAll(List.of(shape.dim(1), shape.dim(2), shape.dim(3)));
    return arranged(out, weight, shape, split, List.of(0, 2, 3, 4, 1));
  }

  private static String arranged(
      NodeExport out, String weight, Shape shape, List<Long> split, List<Integer> perm) {
    String parts = out.node("Reshape", weight, out.longs("shape", split));
    String moved = out.node("Transpose").in(parts).integers("perm", perm).write();
    List<Long> extents = List.of(shape.dim(0), shape.dim(1), shape.dim(2), shape.dim(3));
    return out.node("Reshape", moved, out.longs("shape", extents));
  }
}
