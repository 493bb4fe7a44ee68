package org.ash.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.ServiceLoader;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** TensorFlow is found, probed and opened. */
final class TensorFlowProviderTest {
  @Test
  void provider_isFoundByTheServiceLoader() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(provider -> provider.type() == TensorFlowProvider.class));
  }

  @Test
  void provider_wasBuiltAgainstThisContract() {
    assertEquals(BackendProvider.SPI_VERSION, new TensorFlowProvider().spiVersion());
  }

  @Test
  void probe_tellsVersionAndDevices() {
    Probe.Available probe =
        assertInstanceOf(Probe.Available.class, new TensorFlowProvider().probe());
    assertTrue(probe.engineVersion().startsWith("2."), probe.engineVersion());
    assertEquals("cpu:0", probe.devices().get(0).id());
  }

  @Test
  @EnabledOnOs(
      value = {OS.LINUX, OS.MAC},
      architectures = {"amd64", "x86_64"})
  void loading_asksForOneDnn_unlessAPersonHasDecided() {
    assertAskedFor(OneDnnKernels.SWITCH);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void loading_asksForThreadsOfEachSession_unlessAPersonHasDecided() {
    assertAskedFor(SessionThreads.SWITCH);
  }

  private static void assertAskedFor(String name) {
    new TensorFlowProvider().probe();
    String asked = Optional.ofNullable(System.getenv(name)).orElse("1");
    assertEquals(Optional.of(asked), NativeEnvironment.get(name));
  }

  @Test
  void open_withAMissingDevice_namesTheOnesThereAre() {
    BackendOptions options = BackendOptions.defaults().withDevice("gpu:7");
    BackendException error =
        assertThrows(BackendException.class, () -> new TensorFlowProvider().open(options));
    assertTrue(error.getMessage().contains("gpu:7"), error.getMessage());
    assertTrue(error.getMessage().contains("cpu:0"), error.getMessage());
  }

  @Test
  void open_onTheCpu_runsThere() {
    try (Backend backend =
        new TensorFlowProvider().open(BackendOptions.defaults().withDevice("cpu:0"))) {
      assertEquals(Device.Kind.CPU, backend.device().kind());
      assertEquals("tensorflow", backend.name());
    }
  }

  @Test
  void nativeFailures_becomeOneLineWithARemedy() {
    String reason =
        TensorFlowProvider.reason(
            new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnitensorflow\nin path")));
    assertTrue(reason.contains("no jnitensorflow"), reason);
    assertTrue(reason.contains("tensorflow-core-native"), reason);
    assertEquals(1, reason.lines().count());
    String missing = TensorFlowProvider.reason(new NoClassDefFoundError("org/tensorflow/Graph"));
    assertTrue(missing.contains("tensorflow-core-api"), missing);
    String noexec = "/x/libj.so: /x/libj.so: failed to map segment from shared object";
    String folder = TensorFlowProvider.reason(new UnsatisfiedLinkError(noexec));
    assertTrue(folder.contains("/x, as on a disk mounted noexec"), folder);
  }
}
