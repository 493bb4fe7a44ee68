package org.ash.conformance.process;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Probe;

/** The oracle, which crashes in native code at each Exp and never comes back from a Neg. */
public final class RudeBackendProvider implements BackendProvider {
  static final String NAME = "rude";

  private final BackendProvider oracle = new ReferenceBackendProvider();

  /** Made by the service loader. */
  public RudeBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int priority() {
    return -100;
  }

  @Override
  public Probe probe() {
    return oracle.probe();
  }

  @Override
  public Backend open(BackendOptions options) {
    return new Rude(oracle.open(options));
  }

  private record Rude(Backend oracle) implements Backend {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String engineVersion() {
      return oracle.engineVersion();
    }

    @Override
    public Device device() {
      return oracle.device();
    }

    @Override
    public boolean supports(Op op, List<TensorType> inputs) {
      return oracle.supports(op, inputs);
    }

    @Override
    public Executable load(GraphModule module) {
      if (has(module, Elementwise.Exp.class)) {
        System.err.println("engine: cannot go on");
        writeToAddressZero();
      }
      if (has(module, Elementwise.Neg.class)) {
        await(new CountDownLatch(1));
      }
      return oracle.load(module);
    }

    private static boolean has(GraphModule module, Class<? extends Op> op) {
      return module.graphs().values().stream()
          .flatMap(graph -> graph.nodes().stream())
          .anyMatch(node -> op.isInstance(node.op()));
    }

    /** As a native library does that is given a pointer it has freed. */
    private static void writeToAddressZero() {
      try {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafe.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
      } catch (ReflectiveOperationException e) {
        throw new BackendException("This JVM cannot be made to crash.", e);
      }
    }

    private static void await(CountDownLatch never) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      oracle.close();
    }
  }
}
