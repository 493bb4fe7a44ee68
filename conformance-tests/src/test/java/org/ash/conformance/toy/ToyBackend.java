package org.ash.conformance.toy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
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
    loaded.add(new Loaded(module));
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

  private final class Loaded implements Executable {
    private final GraphModule module;
    private final Map<Variable, Tensor> variables = new HashMap<>();
    private boolean released;

    private Loaded(GraphModule module) {
      this.module = module;
      module.initialValues().forEach((variable, value) -> variables.put(variable, value.copy()));
    }

    @Override
    public synchronized GraphModule module() {
      if (released) {
        throw new IllegalStateException("The executable is closed.");
      }
      return module;
    }

    @Override
    public synchronized Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
      Graph graph = parts(module().graph(name));
      Map<String, Long> bindings = Feeds.bind(graph, feeds);
      Map<Value, Tensor> values = new HashMap<>();
      graph.inputs().forEach(input -> values.put(input, feeds.get(input.name())));
      for (Value leaf : graph.leaves()) {
        if (leaf instanceof Value.VariableRead read) {
          values.put(leaf, variables.get(read.variable()));
        } else if (leaf instanceof Value.Constant constant) {
          values.put(leaf, constant.tensor());
        }
      }
      for (Node node : graph.nodes()) {
        Tensor[] in = node.inputs().stream().map(values::get).toArray(Tensor[]::new);
        Kernel kernel = KERNELS.get(node.op());
        Shape shape = node.output(0).type().shape().bind(bindings);
        Tensor y = Tensor.generate(DType.FLOAT32, shape, i -> kernel.at(node.op(), in, i));
        values.put(node.output(0), y);
      }
      Map<String, Tensor> results = new LinkedHashMap<>();
      graph.outputs().forEach((output, value) -> results.put(output, values.get(value).copy()));
      graph.assignments().forEach((key, value) -> variables.put(key, values.get(value).copy()));
      return results;
    }

    @Override
    public synchronized void run(String name, Map<String, Tensor> feeds, Map<String, Tensor> into) {
      Feeds.checkResults(module().graph(name), into, Feeds.bind(module().graph(name), feeds));
      Map<String, Tensor> computed = run(name, feeds);
      into.forEach((output, tensor) -> tensor.bytes().put(computed.get(output).bytes()));
    }

    @Override
    public synchronized Tensor read(String variable) {
      return variables.get(module().variable(variable)).copy();
    }

    @Override
    public synchronized void write(String name, Tensor value) {
      Variable variable = module().variable(name);
      if (value.dtype() != variable.dtype() || !value.shape().equals(variable.shape())) {
        throw new IllegalArgumentException(variable + " cannot be " + value + ".");
      }
      variables.put(variable, value.copy());
    }

    @Override
    public synchronized void close() {
      released = true;
    }
  }
}
