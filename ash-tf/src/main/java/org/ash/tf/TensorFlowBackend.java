package org.ash.tf;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.tf.lowering.Lowerings;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow opened on one device. */
final class TensorFlowBackend implements Backend {
  private static final System.Logger LOGGER = System.getLogger(TensorFlowBackend.class.getName());

  private final Device device;
  private final ConfigProto configuration;
  private final Lowerings lowerings;
  private final Set<TensorFlowExecutable> loaded = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  TensorFlowBackend(BackendOptions options) {
    device = TensorFlowRuntime.choose(options.device());
    configuration = SessionConfiguration.of(options, device);
    if (device.kind() == Device.Kind.GPU) {
      setTensorFloat32(options.tensorFloat32());
    }
    lowerings = new Lowerings(device.kind(), configuration.getIntraOpParallelismThreads());
    LOGGER.log(
        System.Logger.Level.INFO,
        "TensorFlow {0} runs on {1} ({2}), {3,choice,1#1 thread|1<{3} threads}.",
        TensorFlowRuntime.version(),
        device.id(),
        device.description(),
        configuration.getIntraOpParallelismThreads());
  }

  private static void setTensorFloat32(boolean allowed) {
    try {
      TensorFloat32.allow(allowed);
    } catch (LinkageError e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "TensorFlow''s TF32 switch cannot be reached ({0}); set NVIDIA_TF32_OVERRIDE=0 in the"
              + " environment to keep factors in float32.",
          e.getMessage());
    }
  }

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public String engineVersion() {
    return TensorFlowRuntime.version();
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return lowerings.supports(op, inputs);
  }

  @Override
  public synchronized Executable load(GraphModule module) {
    if (closed) {
      throw new IllegalStateException("The tensorflow backend is closed; open it again.");
    }
    TensorFlowExecutable executable =
        new TensorFlowExecutable(module, lowerings, configuration, device, loaded::remove);
    loaded.add(executable);
    return executable;
  }

  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(loaded).forEach(TensorFlowExecutable::close);
  }
}
