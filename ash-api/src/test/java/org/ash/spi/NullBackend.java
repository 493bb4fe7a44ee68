package org.ash.spi;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;

/** The smallest backend: it does everything but arithmetic; every number it computes is 0. */
final class NullBackend implements Backend {
  static final Device DEVICE = new Device(Device.Kind.CPU, 0, "computes nothing");

  private final List<Executable> loaded = new ArrayList<>();
  private boolean closed;

  @Override
  public String name() {
    return "null";
  }

  @Override
  public String engineVersion() {
    return "0";
  }

  @Override
  public Device device() {
    return DEVICE;
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return true;
  }

  @Override
  public synchronized Executable load(GraphModule module) {
    if (closed) {
      throw new IllegalStateException("The null backend is closed.");
    }
    loaded.add(new NullExecutable(module));
    return loaded.get(loaded.size() - 1);
  }

  @Override
  public synchronized void close() {
    closed = true;
    loaded.forEach(Executable::close);
  }
}
