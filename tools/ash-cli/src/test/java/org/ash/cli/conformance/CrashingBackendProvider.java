package org.ash.cli.conformance;

import java.util.List;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Probe;

/** The oracle, which ends the process at each Exp, as a native crash does, and fails at Neg. */
public final class CrashingBackendProvider implements BackendProvider {
  static final String NAME = "crashing";

  private final BackendProvider oracle = new ReferenceBackendProvider();

  /** Made by the service loader. */
  public CrashingBackendProvider() {}

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
    return new Crashing(oracle.open(options));
  }

  private record Crashing(Backend oracle) implements Backend {
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
        Runtime.getRuntime().halt(134);
      }
      if (has(module, Elementwise.Neg.class)) {
        throw new IllegalStateException("no minus here");
      }
      return oracle.load(module);
    }

    private static boolean has(GraphModule module, Class<? extends Op> op) {
      return module.graphs().values().stream()
          .flatMap(graph -> graph.nodes().stream())
          .anyMatch(node -> op.isInstance(node.op()));
    }

    @Override
    public void close() {
      oracle.close();
    }
  }
}
