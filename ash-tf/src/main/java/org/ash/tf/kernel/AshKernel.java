package org.ash.tf.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Scope;
import org.tensorflow.types.TFloat32;

/**
 * ASH as one TensorFlow operator and its gradient as another, on CPU, in float32 (rules ASH-1 to
 * ASH-6). Ask {@link #register} first: where the operators cannot be had, build ASH from
 * TensorFlow's own operators. A graph that runs on a GPU should do so in any case, for there is no
 * kernel for it here.
 *
 * <p>The samples lie along the first axis; the order of the others does not matter, because the
 * statistics are those of the whole sample. Results do not depend on the number of threads.
 */
public final class AshKernel {

  /** Set to {@code false}, this system property keeps the operators from being registered. */
  public static final String SWITCH = "ash.tf.fused";

  /**
   * The system property that says for the whole process that a class loader has registered them:
   * TensorFlow ends the process when a name is registered again. The operators of another loader
   * are not used, for they go with it.
   */
  private static final String REGISTERED = "ash.tf.fused.registered";

  private static final class Holder {
    static final KernelStatus STATUS = tryToRegister();
  }

  private AshKernel() {}

  /**
   * Results of {@link #forward}.
   *
   * @param y shape of x
   * @param mean [N, 1, ..., 1], of x's rank
   * @param std sqrt(variance + eps), shape of {@code mean}
   */
  public record Forward(Output<TFloat32> y, Output<TFloat32> mean, Output<TFloat32> std) {}

  /**
   * Results of {@link #gradient}.
   *
   * @param dx shape of x
   * @param dalpha scalar
   * @param dz scalar
   */
  public record Gradient(Output<TFloat32> dx, Output<TFloat32> dalpha, Output<TFloat32> dz) {}

  /**
   * Registers the operators with TensorFlow, at the first call; later calls, from any thread, give
   * the same answer. Their gradient is registered, too, so that {@code Graph.addGradients} passes
   * through {@link #forward}. Never throws and does not log.
   */
  public static KernelStatus register() {
    return Holder.STATUS;
  }

  /**
   * Adds y = x S(2 alpha (x - m - z s)) to the graph.
   *
   * @param x samples along the first axis, rank 2 or more
   * @param alpha scalar
   * @param z scalar
   * @param eps what is added to the variance, 0 or more; 1e-5 in the paper's models
   * @param threads how many threads may work on it, 0 for as many as there are processors
   * @throws IllegalStateException if {@link #register} does not answer that it is registered
   */
  public static Forward forward(
      Scope scope,
      Operand<TFloat32> x,
      Operand<TFloat32> alpha,
      Operand<TFloat32> z,
      float eps,
      int threads) {
    Operation operation =
        builder(scope, AshOperators.FORWARD, List.of(x, alpha, z), threads)
            .setAttr("eps", eps)
            .build();
    return new Forward(operation.output(0), operation.output(1), operation.output(2));
  }

  /**
   * Adds the gradients of a scalar by x, alpha and z, given {@code dy}, its gradient by y, and the
   * mean and std that {@link #forward} computed; eps is inside std.
   *
   * @param threads as for {@link #forward}
   * @throws IllegalStateException if {@link #register} does not answer that it is registered
   */
  public static Gradient gradient(
      Scope scope,
      Operand<TFloat32> dy,
      Operand<TFloat32> x,
      Operand<TFloat32> alpha,
      Operand<TFloat32> z,
      Operand<TFloat32> mean,
      Operand<TFloat32> std,
      int threads) {
    Operation operation =
        builder(scope, AshOperators.GRADIENT, List.of(dy, x, alpha, z, mean, std), threads).build();
    return new Gradient(operation.output(0), operation.output(1), operation.output(2));
  }

  private static OperationBuilder builder(
      Scope scope, String type, List<Operand<TFloat32>> inputs, int threads) {
    if (register() instanceof KernelStatus.Unavailable unavailable) {
      throw new IllegalStateException(
          "The operator " + type + " cannot be used: " + unavailable.reason());
    }
    OperationBuilder builder = scope.opBuilder(type, type);
    for (Operand<TFloat32> input : inputs) {
      builder.addInput(input.asOutput());
    }
    return builder.setAttr("threads", threads);
  }

  private static KernelStatus tryToRegister() {
    if ("false".equals(System.getProperty(SWITCH, "true").strip().toLowerCase(Locale.ROOT))) {
      return new KernelStatus.Unavailable("switched off by -D" + SWITCH + "=false");
    }
    if (!hasFusedMultiplyAdd()) {
      return new KernelStatus.Unavailable(
          "this processor has no fused multiply-add, without which Math.fma is slow");
    }
    if (System.getProperties().putIfAbsent(REGISTERED, "true") != null) {
      return new KernelStatus.Unavailable(
          "another class loader of this process has registered the operators, and TensorFlow has one"
              + " registry for all; here ASH is composed of TensorFlow's own operators");
    }
    try {
      AshOperators.register();
      TensorFlow.registerCustomGradient(AshOperators.FORWARD, new AshCustomGradient());
      return new KernelStatus.Registered();
    } catch (RuntimeException | LinkageError e) {
      return new KernelStatus.Unavailable(
          "TensorFlow's kernel interface cannot be reached through JNA: " + e);
    }
  }

  /** Whether the processor has it; where the virtual machine does not tell, it is taken for so. */
  private static boolean hasFusedMultiplyAdd() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return jvm == null || Boolean.parseBoolean(jvm.getVMOption("UseFMA").getValue());
    } catch (RuntimeException | LinkageError e) {
      // Only HotSpot has the option, and not on every processor.
      return true;
    }
  }
}
