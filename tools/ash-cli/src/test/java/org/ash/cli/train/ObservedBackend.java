package org.ash.cli.train;

import java.util.List;
import java.util.Map;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.spi.Backend;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** A backend that does something before each run of a graph, as breaking down. */
record ObservedBackend(Backend backend, Runnable beforeRun) implements Backend {
  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public String engineVersion() {
    return backend.engineVersion();
  }

  @Override
  public Device device() {
    return backend.device();
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return backend.supports(op, inputs);
  }

  @Override
  public Executable load(GraphModule module) {
    return new Observed(backend.load(module), beforeRun);
  }

  @Override
  public void close() {
    backend.close();
  }

  private record Observed(Executable executable, Runnable beforeRun) implements Executable {
    @Override
    public GraphModule module() {
      return executable.module();
    }

    @Override
    public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
      beforeRun.run();
      return executable.run(graph, feeds);
    }

    @Override
    public void run(String graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
      beforeRun.run();
      executable.run(graph, feeds, results);
    }

    @Override
    public Tensor read(String variable) {
      return executable.read(variable);
    }

    @Override
    public void write(String variable, Tensor value) {
      executable.write(variable, value);
    }

    @Override
    public void close() {
      executable.close();
    }
  }
}
