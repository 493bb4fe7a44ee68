package org.ash.conformance.toy;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.Broadcasting;
import org.ash.ir.Contraction;
import org.ash.ir.Dimension;
import org.ash.ir.Elementwise;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.OperatorTable;
import org.ash.ir.TensorType;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.NodeByNodeExecutable;
import org.ash.spi.Probe;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * A whole backend to begin one's own from, and its own provider: FLOAT32 Add, Mul, Relu and Gemm as
 * {@link org.ash.nn.Dense} writes it. Its Relu swallows NaN, as many a first one does; the suite
 * tells.
 */
public final class ToyBackend implements BackendProvider, Backend {
  /** The second operand is repeated along leading axes of the first. */
  private static final OperatorTable<Kernel> KERNELS =
      new OperatorTable<Kernel>()
          .on(Broadcasting.Add.class, (op, in, i) -> in[0].get(i) + in[1].get(i % in[1].size()))
          .on(Broadcasting.Mul.class, (op, in, i) -> in[0].get(i) * in[1].get(i % in[1].size()))
          .on(Elementwise.Relu.class, (op, in, i) -> in[0].get(i) > 0 ? in[0].get(i) : 0)
          .on(Contraction.Gemm.class, (op, in, i) -> gemm((Contraction.Gemm) op, in, i));

  private final List<Executable> loaded = new ArrayList<>();
  private boolean closed;

  /** Gives element i of the result. */
  private interface Kernel {
    double at(Op op, Tensor[] in, int i);
  }

  private static List<Tensor> compute(Node node, List<Tensor> inputs, List<Shape> shapes) {
    Tensor[] in = inputs.toArray(Tensor[]::new);
    Kernel kernel = KERNELS.get(node.op());
    return List.of(Tensor.generate(DType.FLOAT32, shapes.get(0), i -> kernel.at(node.op(), in, i)));
  }

  /** There is one bias for each column or one for all. */
  private static double gemm(Contraction.Gemm op, Tensor[] in, int i) {
    int terms = (int) in[0].shape().dim(op.transA() ? 0 : 1);
    int columns = (int) in[1].shape().dim(op.transB() ? 0 : 1);
    double sum = 0;
    for (int k = 0; k < terms; k++) {
      int left = op.transA() ? k * (in[0].size() / terms) + i / columns : i / columns * terms + k;
      int right = op.transB() ? i % columns * terms + k : k * columns + i % columns;
      sum += in[0].get(left) * in[1].get(right);
    }
    return op.alpha() * sum + op.beta() * in[2].get(i % in[2].size());
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int priority() {
    return -1_000; // Below every other: nobody gets it unasked.
  }

  @Override
  public Probe probe() {
    return new Probe.Available(engineVersion(), List.of(device()));
  }

  @Override
  public Backend open(BackendOptions options) {
    return new ToyBackend();
  }

  @Override
  public String engineVersion() {
    return "1";
  }

  @Override
  public Device device() {
    return new Device(Device.Kind.CPU, 0, "a few loops");
  }

  @Override
  public boolean supports(Op op, List<TensorType> in) {
    List<Dimension> first = in.get(0).shape().dims();
    List<Dimension> last = in.get(in.size() - 1).shape().dims();
    int missing = first.size() - last.size();
    return KERNELS.find(op).isPresent()
        && in.get(0).dtype() == DType.FLOAT32
        && (op instanceof Contraction.Gemm
            ? in.size() == 3 && last.size() <= 1
            : missing >= 0 && first.subList(missing, first.size()).equals(last));
  }

  @Override
  public synchronized Executable load(GraphModule module) {
    if (closed) {
      throw new IllegalStateException("The toy backend is closed.");
    }
    for (Graph graph : module.graphs().values()) {
      for (Node node : parts(graph).nodes()) {
        if (!supports(node.op(), node.inputTypes())) {
          throw new BackendException("The toy backend does not support " + node + ".");
        }
      }
    }
    loaded.add(new NodeByNodeExecutable(module, this::parts, ToyBackend::compute));
    return loaded.get(loaded.size() - 1);
  }

  private Graph parts(Graph graph) {
    return GraphRewriter.decompose(graph, node -> supports(node.op(), node.inputTypes()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    loaded.forEach(Executable::close);
  }
}
