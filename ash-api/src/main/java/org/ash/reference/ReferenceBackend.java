package org.ash.reference;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.tensor.DType;

/** The open reference backend: it holds nothing but what was loaded. */
final class ReferenceBackend implements Backend {
  static final String NAME = "reference";

  private final Device device;
  private final List<Executable> loaded = new ArrayList<>();
  private boolean closed;

  ReferenceBackend(Device device) {
    this.device = device;
  }

  static String engineVersionText() {
    return "Java " + Runtime.version().feature();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String engineVersion() {
    return engineVersionText();
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return Kernels.find(op).isPresent()
        && inputs.stream().map(TensorType::dtype).noneMatch(ReferenceBackend::isReserved);
  }

  @Override
  public synchronized Executable load(GraphModule module) {
    if (closed) {
      throw new IllegalStateException("The reference backend is closed.");
    }
    module
        .initialValues()
        .keySet()
        .forEach(variable -> requireComputed(variable, variable.dtype()));
    for (Graph graph : module.graphs().values()) {
      for (Value.Input input : graph.inputs()) {
        requireComputed(input, input.type().dtype());
      }
      for (Node node : graph.nodes()) {
        node.outputs().forEach(output -> requireComputed(output, output.type().dtype()));
      }
    }
    Executable executable = new ReferenceExecutable(module);
    loaded.add(executable);
    return executable;
  }

  @Override
  public synchronized void close() {
    closed = true;
    loaded.forEach(Executable::close);
    loaded.clear();
  }

  private static void requireComputed(Object value, DType dtype) {
    if (isReserved(dtype)) {
      throw new BackendException("The reference backend does not compute with " + value + ".");
    }
  }

  private static boolean isReserved(DType dtype) {
    return dtype == DType.FLOAT16 || dtype == DType.BFLOAT16;
  }
}
