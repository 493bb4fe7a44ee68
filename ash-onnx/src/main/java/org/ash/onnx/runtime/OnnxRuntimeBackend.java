package org.ash.onnx.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.InterfaceNames;
import org.ash.onnx.export.OnnxExporter;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.spi.Executable;

/** ONNX Runtime, open: runs graphs by exporting them, with the exporter's default operator set. */
final class OnnxRuntimeBackend implements Backend {
  static final ExportOptions EXPORT = ExportOptions.defaults().withNames(InterfaceNames.PREFIXED);

  private final String engineVersion;
  private final Device device;
  private final BackendOptions options;
  private final KernelProbe kernels;
  private final int channelBlock;
  private final Set<OnnxRuntimeExecutable> loaded = new LinkedHashSet<>();
  private boolean closed;

  OnnxRuntimeBackend(String engineVersion, Device device, BackendOptions options) {
    this.engineVersion = engineVersion;
    this.device = device;
    this.options = options;
    this.kernels = new KernelProbe(options, device);
    this.channelBlock = ChannelBlock.of(options, device);
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String engineVersion() {
    return engineVersion;
  }

  @Override
  public Device device() {
    return device;
  }

  /** Asks the engine itself, once for each operator and element types. */
  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    synchronized (this) {
      requireOpen();
    }
    return kernels.refusal(op, inputs).isEmpty();
  }

  @Override
  public Executable load(GraphModule module) {
    synchronized (this) {
      requireOpen();
    }
    for (Graph graph : module.graphs().values()) {
      for (Node node : OnnxExporter.decompose(graph, EXPORT.version()).nodes()) {
        kernels
            .refusal(node.op(), node.inputTypes())
            .ifPresent(
                reason -> {
                  throw new BackendException(
                      "ONNX Runtime cannot run "
                          + node.op().name()
                          + " '"
                          + node.name()
                          + "' of graph '"
                          + graph.name()
                          + "' on "
                          + node.inputTypes()
                          + ": "
                          + reason);
                });
      }
    }
    OnnxRuntimeExecutable executable =
        new OnnxRuntimeExecutable(module, options, device, channelBlock, this::forget);
    synchronized (this) {
      if (closed) {
        executable.close();
        requireOpen();
      }
      loaded.add(executable);
    }
    return executable;
  }

  @Override
  public void close() {
    List<OnnxRuntimeExecutable> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(loaded);
    }
    open.forEach(OnnxRuntimeExecutable::close);
  }

  private synchronized void forget(OnnxRuntimeExecutable executable) {
    loaded.remove(executable);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The backend onnxruntime is closed.");
    }
  }
}
