package org.ash.ir;

import java.util.List;

/** Operators that normalize along axes. */
public sealed interface Normalization extends Op {

  /**
   * Batch normalization with given statistics: {@code y = (x - mean) / sqrt(variance + eps) * scale
   * + bias}. Inputs {@code x [N, C, ...]}, {@code scale, bias, mean, variance [C]}. ONNX
   * BatchNormalization-15 in inference mode.
   */
  record BatchNormalization(double eps) implements Normalization {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(5).expectFloating();
      expectChannels(in, 1, 5);
      return List.of(in.type(0));
    }
  }

  /** {@code exp(x - max) / sum exp(x - max)} along one axis. ONNX Softmax-13. */
  record Softmax(int axis) implements Normalization {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1).expectFloating().axis(0, axis);
      return List.of(in.type(0));
    }
  }

  /** {@code x - max - ln sum exp(x - max)} along one axis. ONNX LogSoftmax-13. */
  record LogSoftmax(int axis) implements Normalization {
    @Override
    public List<TensorType> infer(Operands in) {
      in.expectCount(1).expectFloating().axis(0, axis);
      return List.of(in.type(0));
    }
  }

  /** Requires operands from..to-1 of shape [C], C the channels (axis 1) of operand 0. */
  static void expectChannels(Operands in, int from, int to) {
    if (in.type(0).rank() < 2) {
      throw in.error("expects an input [N, C, ...] of rank 2 or more");
    }
    for (int i = from; i < to; i++) {
      in.expectShape(i, SymbolicShape.of(in.shape(0).dim(1)));
    }
  }
}
