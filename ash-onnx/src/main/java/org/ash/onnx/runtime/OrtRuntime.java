package org.ash.onnx.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.ash.platform.NativeSettings;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.tensor.DType;
import org.ash.tensor.Tensor;

/** The engine's process-wide environment, its settings, and its tensors over our memory. */
final class OrtRuntime {
  private static final Map<DType, OnnxJavaType> TYPES =
      Map.of(
          DType.FLOAT32, OnnxJavaType.FLOAT,
          DType.FLOAT64, OnnxJavaType.DOUBLE,
          DType.INT8, OnnxJavaType.INT8,
          DType.INT32, OnnxJavaType.INT32,
          DType.INT64, OnnxJavaType.INT64,
          DType.UINT8, OnnxJavaType.UINT8,
          DType.BOOL, OnnxJavaType.BOOL);

  /** Only reserved, not used: 2 MiB suffice for 5,000 characters, 64 MiB did for 75,000. */
  private static final long STACK_BYTES = 64L << 20;

  private static Optional<OrtEnvironment> environment = Optional.empty();

  private OrtRuntime() {}

  /**
   * The environment, one per process; it is never closed. Loads the engine's native library, on a
   * thread of its own: the engine matches a regular expression against the process's command line
   * then, by a recursion that overflows a usual stack where the class path or the arguments are
   * longer than 4,000 characters, and kills the process.
   */
  static synchronized OrtEnvironment environment() {
    if (environment.isEmpty()) {
      environment = Optional.of(start());
    }
    return environment.get();
  }

  private static OrtEnvironment start() {
    NativeSettings.apply();
    OrtTelemetry.refuse();
    FutureTask<OrtEnvironment> task =
        new FutureTask<>(
            () ->
                OrtNatives.loadedBy(
                    () ->
                        OrtEnvironment.getEnvironment(
                            OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "ash")));
    new Thread(null, task, "onnxruntime-start", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine started", e);
    }
  }

  /** Whether tensors of this type can be handed over. */
  static boolean takes(DType dtype) {
    return TYPES.containsKey(dtype);
  }

  /** Settings of a session; to be closed by the caller. */
  static OrtSession.SessionOptions sessionOptions(BackendOptions options, Device device)
      throws OrtException {
    // First: any class of the engine loads its library, and it is to be loaded in our way.
    environment();
    OrtSession.SessionOptions session = new OrtSession.SessionOptions();
    session.setInterOpNumThreads(1);
    session.setIntraOpNumThreads(options.threads());
    // Spinning threads gain 7 % alone and lose 75 % beside another busy process.
    session.addConfigEntry("session.intra_op.allow_spinning", "0");
    // Plans for one batch size would be kept for each; without them memory halves at equal speed.
    session.setMemoryPatternOptimization(false);
    // Fuses x * Sigmoid(x) of FLOAT64 too, for which there is no kernel.
    session.addConfigEntry("optimization.disable_specified_optimizers", "QuickGeluFusion");
    if (device.kind() == Device.Kind.GPU) {
      ai.onnxruntime.providers.OrtCUDAProviderOptions cuda =
          new ai.onnxruntime.providers.OrtCUDAProviderOptions(device.index());
      try (cuda) {
        cuda.add("use_tf32", options.tensorFloat32() ? "1" : "0");
        session.addCUDA(cuda);
      }
    }
    return session;
  }

  /** A tensor of the engine over the memory of ours, which must outlive it. */
  static OnnxTensor borrow(Tensor tensor) throws OrtException {
    return OnnxTensor.createTensor(
        environment(), tensor.bytes(), tensor.shape().dims(), TYPES.get(tensor.dtype()));
  }
}
