package org.ash.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.platform.UnusableFolder;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Probe;

/** ONNX Runtime as a backend, named {@code onnxruntime}. */
public final class OnnxRuntimeProvider implements BackendProvider {
  private static final int BUILT_AGAINST_SPI_VERSION = 1;
  private static final int PRIORITY = 50;

  /** For the service loader; loads nothing. */
  public OnnxRuntimeProvider() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public int spiVersion() {
    return BUILT_AGAINST_SPI_VERSION;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Probe probe() {
    try {
      return new Probe.Available(OrtRuntime.environment().getVersion(), devices());
    } catch (LinkageError | RuntimeException e) {
      return new Probe.Unavailable(reason(e));
    }
  }

  /** The best device is a GPU that answers, else the CPU. */
  @Override
  public Backend open(BackendOptions options) {
    List<Device> devices;
    OrtEnvironment environment;
    try {
      environment = OrtRuntime.environment();
      devices = devices();
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException("ONNX Runtime cannot start: " + reason(e), e);
    }
    String wanted = options.device().orElse(devices.get(0).id());
    Device device =
        devices.stream()
            .filter(candidate -> candidate.id().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new BackendException(
                        "ONNX Runtime has no device '"
                            + wanted
                            + "' here; it has "
                            + devices.stream().map(Device::id).toList()
                            + "."));
    return new OnnxRuntimeBackend(environment.getVersion(), device, options);
  }

  private static List<Device> devices() {
    List<Device> devices = new ArrayList<>();
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA) && cudaAnswers()) {
      devices.add(new Device(Device.Kind.GPU, 0, "CUDA device 0"));
    }
    String architecture = System.getProperty("os.arch");
    int cores = Runtime.getRuntime().availableProcessors();
    devices.add(new Device(Device.Kind.CPU, 0, architecture + ", " + cores + " cores"));
    return devices;
  }

  /** The CUDA build of the engine loads everywhere, but only some machines have the libraries. */
  private static boolean cudaAnswers() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addCUDA(0);
      return true;
    } catch (OrtException e) {
      System.getLogger(OnnxRuntimeProvider.class.getName())
          .log(System.Logger.Level.INFO, "No CUDA device for ONNX Runtime: {0}", e.getMessage());
      return false;
    }
  }

  /** One line for the person: what is missing and what would mend it. */
  static String reason(Throwable thrown) {
    Optional<String> folder = UnusableFolder.reason(thrown);
    if (folder.isPresent()) {
      return folder.get();
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String detail = root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    return "its native library does not load ("
        + detail.lines().findFirst().orElse("")
        + "); is com.microsoft.onnxruntime for "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + " on the class path?";
  }
}
