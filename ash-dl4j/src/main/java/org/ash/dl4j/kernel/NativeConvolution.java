package org.ash.dl4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.host.SampleTeam;
import org.ash.ir.Window;
import org.ash.tensor.DType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution by ND4J's conv2d and conv2d_bp, which oneDNN computes. Blocks of samples that fit a
 * cache run on one thread each; the operators of all blocks are built once.
 */
final class NativeConvolution {
  /** In conv2d's arguments: padding is given in numbers. */
  private static final int EXPLICIT_PADDING = 0;

  /** In conv2d's arguments: images are [N, C, H, W]. */
  private static final int CHANNELS_FIRST = 0;

  /** In conv2d's arguments: weights are [M, C, kH, kW]. */
  private static final int OUTPUTS_FIRST = 1;

  private final ConvolutionShape shape;
  private final KernelScope scope;

  NativeConvolution(ConvolutionShape shape, KernelScope scope) {
    this.shape = shape;
    this.scope = scope;
  }

  /**
   * Whether oneDNN takes the case: FLOAT32, one group, no dilation (for which it throws), padding
   * equal at both ends of an axis.
   */
  static boolean takes(Window window, DType dtype) {
    return dtype == DType.FLOAT32
        && window.group() == 1
        && window.dilationH() == 1
        && window.dilationW() == 1
        && window.padTop() == window.padBottom()
        && window.padLeft() == window.padRight();
  }

  /** {@code y = conv(x, w)}. */
  Step forward(NativeArray x, NativeArray w, NativeArray y) {
    INDArray weight = w.nd4j();
    List<DynamicCustomOp> blocks = new ArrayList<>();
    for (int b = 0; b < shape.blocks(); b++) {
      blocks.add(
          DynamicCustomOp.builder("conv2d")
              .addInputs(shape.part(x, b).nd4j(), weight)
              .addOutputs(shape.part(y, b).nd4j())
              .addIntegerArguments(arguments())
              .build());
    }
    return () -> run(blocks);
  }

  /** Both gradients of the same convolution at once. */
  Step gradients(NativeArray x, NativeArray w, NativeArray dy, NativeArray dx, NativeArray dw) {
    INDArray weight = w.nd4j();
    BlockSum sums = new BlockSum(shape.blocks(), dw, scope);
    List<DynamicCustomOp> blocks = new ArrayList<>();
    for (int b = 0; b < shape.blocks(); b++) {
      blocks.add(
          DynamicCustomOp.builder("conv2d_bp")
              .addInputs(shape.part(x, b).nd4j(), weight, shape.part(dy, b).nd4j())
              .addOutputs(shape.part(dx, b).nd4j(), sums.part(b).nd4j())
              .addIntegerArguments(arguments())
              .build());
    }
    return () -> {
      run(blocks);
      sums.run();
    };
  }

  private void run(List<DynamicCustomOp> blocks) {
    SampleTeam.forEach(
        blocks.size(),
        Integer.MAX_VALUE,
        scope.threads(),
        block -> {
          OneThread.enter();
          Nd4j.getExecutioner().exec(blocks.get(block));
        });
  }

  private int[] arguments() {
    Window window = shape.window();
    return new int[] {
      (int) shape.w().dim(2),
      (int) shape.w().dim(3),
      window.strideH(),
      window.strideW(),
      window.padTop(),
      window.padLeft(),
      1,
      1,
      EXPLICIT_PADDING,
      CHANNELS_FIRST,
      OUTPUTS_FIRST
    };
  }
}
