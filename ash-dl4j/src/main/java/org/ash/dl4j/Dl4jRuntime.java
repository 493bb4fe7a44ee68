package org.ash.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.ash.platform.NativeSettings;
import org.ash.spi.BackendException;
import org.ash.spi.Device;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J in this process: its version and the processor it runs on. */
final class Dl4jRuntime {
  private static final String POM = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private static final Device CPU = new Device(Device.Kind.CPU, 0, processor());

  private Dl4jRuntime() {}

  /**
   * Loads the natives.
   *
   * @throws LinkageError when a library or class is missing
   * @throws IllegalStateException when ND4J runs on something else than a CPU
   */
  static void initialize() {
    NativeSettings.apply();
    // Else that of the thread which comes first, which in a fat jar may know nothing of ND4J.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4j.class);
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    if (!backend.equals("CpuBackend")) {
      throw new IllegalStateException(
          "ND4J runs on "
              + backend
              + ", whose memory the kernels of ash-dl4j cannot reach; put nd4j-native alone on the"
              + " class path");
    }
    // Work is shared by samples, see OneThread; a product of matrices inside it stays on its
    // thread.
    Nd4j.factory().blas().setMaxThreads(1);
  }

  static String version() {
    try (InputStream pom = Nd4j.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (pom != null) {
        properties.load(pom);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  static Device device() {
    return CPU;
  }

  /**
   * The device of this id.
   *
   * @throws BackendException naming the one there is
   */
  static Device choose(Optional<String> id) {
    if (id.isPresent() && !id.get().equals(CPU.id())) {
      throw new BackendException(
          "dl4j has no device '" + id.get() + "'; it has " + List.of(CPU.id()) + ".");
    }
    return CPU;
  }

  private static String processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    return System.getProperty("os.arch") + ", " + cores + (cores == 1 ? " core" : " cores");
  }
}
