package org.ash.reference;

import java.util.List;
import org.ash.ir.LossComposite;
import org.ash.ir.Op;

/** Kernels of {@link LossComposite}. */
final class LossKernels {
  private LossKernels() {}

  static void register(Kernels kernels) {
    kernels
        .on(LossComposite.SoftmaxCrossEntropy.class, LossKernels::softmaxCrossEntropy)
        .on(LossComposite.SoftmaxCrossEntropyGradient.class, LossKernels::gradient);
  }

  /** {@code loss[n] = -sum over c of labels[n, c] * logSoftmax(logits)[n, c]}. */
  private static void softmaxCrossEntropy(Op op, List<NdArray> in, List<NdArray> out) {
    NdArray logits = in.get(0);
    double[] labels = in.get(1).reals();
    Lines rows = Lines.along(logits.shape(), 1);
    NdArray logarithms = NdArray.zeros(logits.dtype(), logits.shape());
    NormalizationKernels.logSoftmax(rows, logits, logarithms);
    for (int n = 0; n < rows.outer(); n++) {
      for (int c = 0; c < rows.extent(); c++) {
        int at = rows.at(n, c, 0);
        out.get(0).reals()[n] -= labels[at] * logarithms.reals()[at];
      }
    }
  }

  /** {@code dlogits = dloss * (softmax(logits) * sum over c of labels - labels)}. */
  private static void gradient(Op op, List<NdArray> in, List<NdArray> out) {
    double[] dloss = in.get(0).reals();
    NdArray logits = in.get(1);
    double[] labels = in.get(2).reals();
    Lines rows = Lines.along(logits.shape(), 1);
    NdArray logarithms = NdArray.zeros(logits.dtype(), logits.shape());
    NormalizationKernels.logSoftmax(rows, logits, logarithms);
    for (int n = 0; n < rows.outer(); n++) {
      double total = 0;
      for (int c = 0; c < rows.extent(); c++) {
        total += labels[rows.at(n, c, 0)];
      }
      for (int c = 0; c < rows.extent(); c++) {
        int at = rows.at(n, c, 0);
        double softmax = StrictMath.exp(logarithms.reals()[at]);
        out.get(0).reals()[at] = dloss[n] * (softmax * total - labels[at]);
      }
    }
  }
}
