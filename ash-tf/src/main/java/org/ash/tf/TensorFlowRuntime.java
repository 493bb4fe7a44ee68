package org.ash.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ash.platform.NativeSettings;
import org.ash.spi.BackendException;
import org.ash.spi.Device;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The native library in this process: its version and the devices that answer. */
final class TensorFlowRuntime {
  private static final String VERSION;
  private static final List<Device> DEVICES;

  static {
    NativeSettings.apply();
    OneDnnKernels.request();
    SessionThreads.request();
    NativeLog.request();
    VERSION = TensorFlow.version();
    NativeLog.apply();
    DEVICES = List.copyOf(listDevices());
  }

  private TensorFlowRuntime() {}

  /**
   * Loads the native library.
   *
   * @throws LinkageError when it or something it needs is missing
   */
  static void initialize() {
    if (DEVICES.isEmpty()) {
      throw new IllegalStateException("TensorFlow " + VERSION + " lists no device");
    }
  }

  static String version() {
    return VERSION;
  }

  static List<Device> devices() {
    return DEVICES;
  }

  /**
   * The device of this id; without one the first GPU, else the CPU.
   *
   * @throws BackendException naming the devices there are
   */
  static Device choose(Optional<String> id) {
    if (id.isPresent()) {
      return DEVICES.stream()
          .filter(device -> device.id().equals(id.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  new BackendException(
                      "tensorflow has no device '"
                          + id.get()
                          + "'; it has "
                          + DEVICES.stream().map(Device::id).toList()
                          + "."));
    }
    return DEVICES.stream()
        .filter(device -> device.kind() == Device.Kind.GPU)
        .findFirst()
        .orElse(DEVICES.get(0));
  }

  private static List<Device> listDevices() {
    List<Device> devices = new ArrayList<>();
    TF_Status status = tensorflow.TF_NewStatus();
    TFE_ContextOptions options = tensorflow.TFE_NewContextOptions();
    try {
      TFE_Context context = tensorflow.TFE_NewContext(options, status);
      check(status);
      try {
        TF_DeviceList list = tensorflow.TFE_ContextListDevices(context, status);
        check(status);
        for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
          String type = tensorflow.TF_DeviceListType(list, i, status).getString();
          long bytes = tensorflow.TF_DeviceListMemoryBytes(list, i, status);
          if (type.equals("CPU")) {
            devices.add(device(devices, Device.Kind.CPU, processor()));
          } else if (type.equals("GPU")) {
            devices.add(device(devices, Device.Kind.GPU, (bytes >> 20) + " MiB"));
          }
        }
        tensorflow.TF_DeleteDeviceList(list);
      } finally {
        tensorflow.TFE_DeleteContext(context);
      }
    } finally {
      tensorflow.TFE_DeleteContextOptions(options);
      tensorflow.TF_DeleteStatus(status);
    }
    return devices;
  }

  private static Device device(List<Device> before, Device.Kind kind, String description) {
    int index = (int) before.stream().filter(device -> device.kind() == kind).count();
    return new Device(kind, index, description);
  }

  private static String processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    return System.getProperty("os.arch") + ", " + cores + (cores == 1 ? " core" : " cores");
  }

  private static void check(TF_Status status) {
    if (tensorflow.TF_GetCode(status) != tensorflow.TF_OK) {
      throw new IllegalStateException(tensorflow.TF_Message(status).getString());
    }
  }
}
