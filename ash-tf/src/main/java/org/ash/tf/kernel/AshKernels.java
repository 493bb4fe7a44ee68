package org.ash.tf.kernel;

import java.util.Arrays;
import org.ash.host.AshArithmetic;

/** What TensorFlow calls: takes the tensors, checks them and has {@link AshArithmetic} work. */
final class AshKernels {

  private AshKernels() {}

  /** (x, alpha, z) to (y, mean, std). */
  static void forward(long self, long context) {
    KernelAttributes attributes = KernelAttributes.of(self);
    try (KernelCall call = new KernelCall(context)) {
      long[] shape = call.inputShape(0);
      requireSamples(shape);
      KernelCall.Tensor y = call.outputInPlaceOf(0, 0, shape);
      KernelCall.Tensor x = call.input(0);
      AshArithmetic.Call arithmetic =
          call(attributes, shape, call.input(1).scalar("alpha"), call.input(2).scalar("z"));
      float[] mean = new float[arithmetic.samples()];
      float[] deviation = new float[arithmetic.samples()];
      AshArithmetic.forward(arithmetic, x.values(), y.values(), mean, deviation);
      long[] onePerSample = onePerSample(shape);
      call.output(1, onePerSample).fill(mean);
      call.output(2, onePerSample).fill(deviation);
    }
  }

  /** (dy, x, alpha, z, mean, std) to (dx, dalpha, dz). */
  static void gradient(long self, long context) {
    KernelAttributes attributes = KernelAttributes.of(self);
    try (KernelCall call = new KernelCall(context)) {
      long[] shape = call.inputShape(0);
      requireSamples(shape);
      KernelCall.Tensor dx = call.outputInPlaceOf(0, 0, shape);
      KernelCall.Tensor dy = call.input(0);
      KernelCall.Tensor x = call.input(1);
      if (!Arrays.equals(x.shape(), shape)) {
        throw KernelException.invalid(
            "AshFusedGradient: dy has shape "
                + Arrays.toString(shape)
                + ", x "
                + Arrays.toString(x.shape())
                + "; they must be equal");
      }
      AshArithmetic.Call arithmetic =
          call(attributes, shape, call.input(2).scalar("alpha"), call.input(3).scalar("z"));
      float[] mean = statistics(call.input(4), arithmetic.samples(), "mean");
      float[] deviation = statistics(call.input(5), arithmetic.samples(), "std");
      AshArithmetic.ScalarGradients scalars =
          AshArithmetic.gradient(arithmetic, dy.values(), x.values(), mean, deviation, dx.values());
      call.output(1, new long[0]).fill(new float[] {scalars.alpha()});
      call.output(2, new long[0]).fill(new float[] {scalars.z()});
    }
  }

  private static void requireSamples(long[] shape) {
    if (shape.length < 2) {
      throw KernelException.invalid(
          "ASH needs samples along the first axis and elements along others: rank 2 or more, got"
              + " shape "
              + Arrays.toString(shape));
    }
  }

  private static AshArithmetic.Call call(
      KernelAttributes attributes, long[] shape, float alpha, float z) {
    long length = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      length *= shape[axis];
    }
    if (length > Integer.MAX_VALUE || shape[0] > Integer.MAX_VALUE) {
      throw KernelException.invalid(
          "ASH takes up to 2^31 - 1 samples of up to 2^31 - 1 elements, got shape "
              + Arrays.toString(shape));
    }
    return new AshArithmetic.Call(
        (int) shape[0], (int) length, alpha, z, attributes.eps(), attributes.threads());
  }

  private static long[] onePerSample(long[] shape) {
    long[] result = new long[shape.length];
    Arrays.fill(result, 1);
    result[0] = shape[0];
    return result;
  }

  private static float[] statistics(KernelCall.Tensor tensor, int samples, String name) {
    if (tensor.elements() != samples) {
      throw KernelException.invalid(
          "AshFusedGradient: "
              + name
              + " must have one value for each of the "
              + samples
              + " samples, has shape "
              + Arrays.toString(tensor.shape()));
    }
    return tensor.toArray();
  }
}
