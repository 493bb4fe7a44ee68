package org.ash.dl4j.kernel;

import java.util.List;
import org.ash.dl4j.memory.NativeArray;
import org.ash.ir.LossComposite;
import org.ash.ir.Op;

/** Kernels of {@link LossComposite}, in double. */
final class LossKernels {
  private LossKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(LossComposite.SoftmaxCrossEntropy.class, LossKernels::softmaxCrossEntropy)
        .on(LossComposite.SoftmaxCrossEntropyGradient.class, LossKernels::gradient);
  }

  /** {@code loss[n] = -sum over c of labels[n, c] * logSoftmax(logits)[n, c]}. */
  private static Step softmaxCrossEntropy(
      Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray logits = in.get(0);
    NativeArray labels = in.get(1);
    int classes = logits.dim(1);
    double[] row = new double[classes];
    return () -> {
      for (int n = 0; n < logits.dim(0); n++) {
        logits.read(n * classes, row, 0, classes);
        NormalizationKernels.logSoftmax(row, classes);
        double loss = 0;
        for (int c = 0; c < classes; c++) {
          loss -= labels.real(n * classes + c) * row[c];
        }
        out.get(0).setReal(n, loss);
      }
    };
  }

  /** {@code dlogits = dloss * (softmax(logits) * sum over c of labels - labels)}. */
  private static Step gradient(
      Op op, List<NativeArray> in, List<NativeArray> out, KernelScope scope) {
    NativeArray dloss = in.get(0);
    NativeArray logits = in.get(1);
    NativeArray labels = in.get(2);
    int classes = logits.dim(1);
    double[] row = new double[classes];
    return () -> {
      for (int n = 0; n < logits.dim(0); n++) {
        logits.read(n * classes, row, 0, classes);
        NormalizationKernels.logSoftmax(row, classes);
        double total = 0;
        for (int c = 0; c < classes; c++) {
          total += labels.real(n * classes + c);
        }
        for (int c = 0; c < classes; c++) {
          double difference = Math.exp(row[c]) * total - labels.real(n * classes + c);
          out.get(0).setReal(n * classes + c, dloss.real(n) * difference);
        }
      }
    };
  }
}
