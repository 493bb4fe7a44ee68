package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class ReferenceBackendContractTest extends BackendContract {
  private final BackendProvider provider = new ReferenceBackendProvider();

  @Override
  Backend open() {
    return provider.open(BackendOptions.defaults());
  }

  @Test
  void provider_isAvailableForThisContract() {
    assertEquals("reference", provider.name());
    assertEquals(BackendProvider.SPI_VERSION, provider.spiVersion());
    Probe.Available probe = assertInstanceOf(Probe.Available.class, provider.probe());
    assertEquals(List.of("cpu:0"), probe.devices().stream().map(Device::id).toList());
  }

  @Test
  void deviceThatIsNotThere_isNamedWithTheOneThatIs() {
    BackendOptions options = BackendOptions.defaults().withDevice("gpu:0");
    String message =
        assertThrows(BackendException.class, () -> provider.open(options)).getMessage();
    assertTrue(message.contains("'gpu:0'") && message.contains("cpu:0"), message);
  }

  @Test
  void run_computesFromTheVariablesAsTheyWereBeforeIt() {
    try (Backend backend = open()) {
      Tensor y = backend.load(module()).run("clear", batch(2)).get("y");
      assertArrayEquals(new double[] {3, -8, 9, -16}, y.toDoubles());
    }
  }

  @Test
  void concurrentRunsWithAssignments_loseNone() throws Exception {
    GraphBuilder graph = new GraphBuilder("count");
    graph.assign(WEIGHT, graph.add(graph.read(WEIGHT), graph.like(graph.read(WEIGHT), 1)));
    GraphModule counter =
        new GraphModule("counter", Map.of(WEIGHT, INITIAL), Map.of("count", graph.build()));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Backend backend = open()) {
      Executable executable = backend.load(counter);
      List<Future<Map<String, Tensor>>> runs = new ArrayList<>();
      for (int run = 0; run < 200; run++) {
        runs.add(pool.submit(() -> executable.run("count", Map.of())));
      }
      for (Future<Map<String, Tensor>> run : runs) {
        run.get(60, TimeUnit.SECONDS);
      }
      assertArrayEquals(new double[] {203, 196}, executable.read("w").toDoubles());
    } finally {
      pool.shutdown();
    }
  }
}
