package org.ash.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Probe;
import org.junit.jupiter.api.Test;

/** ND4J is found, probed and opened. */
final class Dl4jBackendProviderTest {
  @Test
  void provider_isFoundByTheServiceLoader() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(provider -> provider.type() == Dl4jBackendProvider.class));
  }

  @Test
  void provider_wasBuiltAgainstThisContract() {
    assertEquals(BackendProvider.SPI_VERSION, new Dl4jBackendProvider().spiVersion());
  }

  @Test
  void probe_tellsVersionAndDevice() {
    Probe.Available probe =
        assertInstanceOf(Probe.Available.class, new Dl4jBackendProvider().probe());
    assertTrue(probe.engineVersion().startsWith("1.0.0"), probe.engineVersion());
    assertEquals("cpu:0", probe.devices().get(0).id());
  }

  @Test
  void open_withAMissingDevice_namesTheOneThereIs() {
    BackendOptions options = BackendOptions.defaults().withDevice("gpu:7");
    BackendException error =
        assertThrows(BackendException.class, () -> new Dl4jBackendProvider().open(options));
    assertTrue(error.getMessage().contains("gpu:7"), error.getMessage());
    assertTrue(error.getMessage().contains("cpu:0"), error.getMessage());
  }

  @Test
  void open_onTheCpu_runsThere() {
    try (Backend backend =
        new Dl4jBackendProvider().open(BackendOptions.defaults().withDevice("cpu:0"))) {
      assertEquals(Device.Kind.CPU, backend.device().kind());
      assertEquals("dl4j", backend.name());
    }
  }

  @Test
  void nativeFailures_becomeOneLineWithARemedy() {
    String reason =
        Dl4jBackendProvider.reason(
            new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnind4jcpu\nin path")));
    assertTrue(reason.contains("no jnind4jcpu"), reason);
    assertTrue(reason.contains("nd4j-native"), reason);
    assertEquals(1, reason.lines().count());
    String missing = Dl4jBackendProvider.reason(new NoClassDefFoundError("org/nd4j/Nd4j"));
    assertTrue(missing.contains("org.nd4j:nd4j-native"), missing);
    String noexec = "/x/libj.so: /x/libj.so: failed to map segment from shared object";
    String folder = Dl4jBackendProvider.reason(new UnsatisfiedLinkError(noexec));
    assertTrue(folder.contains("/x, as on a disk mounted noexec"), folder);
  }
}
