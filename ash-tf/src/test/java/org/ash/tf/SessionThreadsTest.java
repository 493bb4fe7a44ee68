package org.ash.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Window;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A session works on as many threads as it was told to, whatever others in the process use, and
 * takes them with it. Judged by the CPU time of each thread; no clock is looked at.
 */
@EnabledOnOs(OS.LINUX)
final class SessionThreadsTest {
  private static final String GRAPH = "work";
  private static final int SESSIONS = 20;
  private static final long WORK_NANOS = Duration.ofSeconds(1).toNanos();

  /** In Linux' ticks of 10 ms: a tenth of the work. */
  private static final long NOTICEABLE_TICKS = 10;

  @Test
  void sessions_haveThreadsOfTheirOwn_besideOneAnother()
      throws InterruptedException, ExecutionException {
    try (Backend two = open(2);
        Backend one = open(1)) {
      long shared = OwnThread.call(() -> ticksOfPool(two));
      assertTrue(shared >= NOTICEABLE_TICKS, "2 threads: the pool worked for ticks: " + shared);
      long alone = OwnThread.call(() -> ticksOfPool(one));
      assertTrue(alone < NOTICEABLE_TICKS, "1 thread: the pool worked for ticks: " + alone);
    }
  }

  @Test
  void pool_hasTheThreadsThatWereAskedFor() throws InterruptedException, ExecutionException {
    int more =
        OwnThread.call(
            () -> {
              // The first session of a process starts threads that stay.
              threadsOfSession(1);
              return threadsOfSession(3) - threadsOfSession(1);
            });
    assertEquals(2, more);
  }

  @Test
  void closedSessions_leaveNoThread() throws InterruptedException, ExecutionException {
    int left =
        OwnThread.call(
            () -> {
              threadsOfSession(2);
              Set<String> before = OwnThread.childTicks().keySet();
              for (int i = 0; i < SESSIONS; i++) {
                threadsOfSession(2);
              }
              return threadsBeside(before);
            });
    assertEquals(0, left);
  }

  private static Backend open(int threads) {
    return new TensorFlowProvider()
        .open(BackendOptions.defaults().withDevice("cpu:0").withThreads(threads));
  }

  /** How many threads a session starts. */
  private static int threadsOfSession(int threads) throws IOException {
    Set<String> before = OwnThread.childTicks().keySet();
    try (Backend backend = open(threads);
        Executable executable = backend.load(module())) {
      executable.run(GRAPH, feeds());
      Set<String> started = new HashSet<>(OwnThread.childTicks().keySet());
      started.removeAll(before);
      return started.size();
    }
  }

  /** How many there are beside these, once those that end have had the time to. */
  private static int threadsBeside(Set<String> expected) throws IOException, InterruptedException {
    Set<String> others = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      others.clear();
      others.addAll(OwnThread.childTicks().keySet());
      others.removeAll(expected);
      if (others.isEmpty()) {
        return 0;
      }
      Thread.sleep(50);
    }
    return others.size();
  }

  /** Has about a second of work done and tells how much of it was done by the session's threads. */
  private static long ticksOfPool(Backend backend) throws IOException {
    Map<String, Tensor> feeds = feeds();
    try (Executable executable = backend.load(module())) {
      long end = processNanos() + WORK_NANOS;
      while (processNanos() < end) {
        executable.run(GRAPH, feeds);
      }
      return OwnThread.childTicks().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static long processNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Map<String, Tensor> feeds() {
    return Map.of("x", normal(1, 8, 16, 32, 32));
  }

  /** Convolutions, which oneDNN runs, and elementwise operators, which Eigen runs. */
  private static GraphModule module() {
    GraphBuilder g = new GraphBuilder(GRAPH);
    Value x = g.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 16, 32, 32)));
    Value w = g.constant(normal(2, 16, 16, 3, 3));
    Value y = x;
    for (int i = 0; i < 3; i++) {
      y = g.sigmoid(g.conv(y, w, Window.of(1, 1)));
    }
    g.output("y", g.reduceMean(y, List.of(0, 1, 2, 3), false));
    Graph graph = g.build();
    return new GraphModule(GRAPH, Map.of(), Map.of(graph.name(), graph));
  }

  private static Tensor normal(long seed, long... dims) {
    Shape shape = Shape.of(dims);
    double[] values = new Philox(seed, 0).normals((int) shape.size());
    return Tensor.generate(DType.FLOAT32, shape, i -> 0.1 * values[i]);
  }
}
