package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class BackendsTest {
  private static final Probe AVAILABLE =
      new Probe.Available("1.0", List.of(new Device(Device.Kind.CPU, 0, "cpu")));

  private final List<String> probed = new ArrayList<>();

  private final Backends house =
      Backends.of(
          List.of(
              provider("reference", 0, AVAILABLE),
              provider("tensorflow", 100, AVAILABLE),
              provider("dl4j", 200, new Probe.Unavailable("no native library for linux-arm64")),
              provider("onnxruntime", 50, AVAILABLE)));

  @AfterEach
  void forgetChoice() {
    System.clearProperty(Backends.PROPERTY);
  }

  @Test
  void candidates_areListedByPriority() {
    assertEquals(
        List.of("dl4j", "tensorflow", "onnxruntime", "reference"),
        house.candidates().stream().map(BackendCandidate::name).toList());
  }

  @Test
  void withoutChoice_theAvailableOneOfHighestPriorityIsTaken() {
    assertEquals("tensorflow", house.choose().name());
  }

  @Test
  void property_chooses() {
    System.setProperty(Backends.PROPERTY, "onnxruntime");
    assertEquals("onnxruntime", house.choose().name());
  }

  @Test
  void name_goesBeforeTheProperty() {
    System.setProperty(Backends.PROPERTY, "onnxruntime");
    assertEquals("reference", house.choose("reference").name());
  }

  @Test
  void name_inUpperCase_isTheSame() {
    assertEquals("tensorflow", house.choose("TensorFlow").name());
  }

  @Test
  void unknownName_isAnsweredWithAllThatThereIs() {
    assertEquals(
        "No backend named 'tensorflo'. Available: tensorflow, onnxruntime, reference."
            + " Unavailable: dl4j (no native library for linux-arm64)."
            + " Did you mean 'tensorflow'?",
        messageOf(() -> house.choose("tensorflo")));
  }

  @Test
  void unknownNameInProperty_isAnsweredWithWhereItStands() {
    System.setProperty(Backends.PROPERTY, "torch");
    assertEquals(
        "No backend named 'torch' (asked for by -Dash.backend). Available: tensorflow,"
            + " onnxruntime, reference. Unavailable: dl4j (no native library for linux-arm64).",
        messageOf(house::choose));
  }

  @Test
  void unavailableName_isAnsweredWithItsReason() {
    assertEquals(
        "Backend 'dl4j' cannot run here: no native library for linux-arm64."
            + " Available: tensorflow, onnxruntime, reference.",
        messageOf(() -> house.choose("dl4j")));
  }

  @Test
  void noBackendAtAll_isSaid() {
    Backends none = Backends.of(List.of());
    assertEquals("No backend can run here. Available: none.", messageOf(none::choose));
  }

  @Test
  void choosingByName_probesNoOther() {
    house.choose("reference");
    assertEquals(List.of("reference"), probed);
  }

  @Test
  void probe_isAskedOnce() {
    house.choose();
    house.choose();
    assertEquals(List.of("dl4j", "tensorflow"), probed);
  }

  @Test
  void twoOfOneName_areReportedAndTheOneThatCanRunIsTaken() {
    Backends twins =
        Backends.of(
            List.of(
                provider("twin", 2, new Probe.Unavailable("no GPU")),
                provider("twin", 1, AVAILABLE)));
    assertEquals(1, twins.choose("twin").priority());
    String stub = Stub.class.getName();
    assertEquals(
        List.of(
            "Several backends are named 'twin': "
                + stub
                + " (priority 2), "
                + stub
                + " (priority 1); the first of them that can run is taken."
                + " Leave one on the class path."),
        twins.warnings());
  }

  @Test
  void namesThatDiffer_areNotReported() {
    assertEquals(List.of(), house.warnings());
  }

  @Test
  void errorWhileOpening_becomesABackendException() {
    BackendException error =
        assertThrows(
            BackendException.class, () -> house.open("tensorflow", BackendOptions.defaults()));
    assertEquals(
        "Backend 'tensorflow' failed to open: UnsatisfiedLinkError: no engine.",
        error.getMessage());
    assertEquals(UnsatisfiedLinkError.class, error.getCause().getClass());
  }

  @Test
  void reference_isFoundOnTheClassPath() {
    assertFalse(Backends.find().candidates().isEmpty());
    assertEquals("reference", Backends.find().choose("reference").name());
  }

  private static String messageOf(Runnable choosing) {
    return assertThrows(BackendException.class, choosing::run).getMessage();
  }

  private BackendProvider provider(String name, int priority, Probe answer) {
    return new Stub(name, priority, answer, probed);
  }

  private record Stub(String name, int priority, Probe answer, List<String> probed)
      implements BackendProvider {
    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public Probe probe() {
      probed.add(name);
      return answer;
    }

    @Override
    public Backend open(BackendOptions options) {
      throw new UnsatisfiedLinkError("no engine");
    }
  }
}
