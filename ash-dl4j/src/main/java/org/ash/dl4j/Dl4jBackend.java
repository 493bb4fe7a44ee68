package org.ash.dl4j;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ash.dl4j.kernel.Kernels;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.spi.Executable;

/** ND4J opened on the CPU. */
final class Dl4jBackend implements Backend {
  private final Device device;
  private final int threads;
  private final Set<Dl4jExecutable> loaded = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Dl4jBackend(BackendOptions options) {
    device = Dl4jRuntime.choose(options.device());
    int cores = Runtime.getRuntime().availableProcessors();
    threads = options.threads() == 0 ? cores : options.threads();
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String engineVersion() {
    return Dl4jRuntime.version();
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return Kernels.supports(op, inputs);
  }

  @Override
  public synchronized Executable load(GraphModule module) {
    if (closed) {
      throw new IllegalStateException("The dl4j backend is closed; open it again.");
    }
    Dl4jExecutable executable = new Dl4jExecutable(module, threads, loaded::remove);
    loaded.add(executable);
    return executable;
  }

  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(loaded).forEach(Dl4jExecutable::close);
  }
}
