package org.ash.conformance.mutant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.spi.Backend;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.spi.Feeds;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** A sound backend that tells what its operators are asked for. */
final class WatchedBackend implements Backend {
  private final Backend sound;
  private final Listener listener;

  /** Told of each run of each operator, on the thread that runs. */
  @FunctionalInterface
  interface Listener {
    /** An operator was run, which asked this of it. */
    void ran(Class<? extends Op> operator, Demand demand);
  }

  WatchedBackend(Backend sound, Listener listener) {
    this.sound = sound;
    this.listener = listener;
  }

  @Override
  public Executable load(GraphModule module) {
    Executable executable = sound.load(module);
    Map<String, Graph> parts = new HashMap<>();
    module
        .graphs()
        .forEach(
            (name, graph) ->
                parts.put(
                    name,
                    GraphRewriter.decompose(
                        graph, node -> sound.supports(node.op(), node.inputTypes()))));
    return new Watched(executable, parts);
  }

  /** Passes every call on. */
  private final class Watched implements Executable {
    private final Executable sound;
    private final Map<String, Graph> parts;
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final Map<String, Set<Map<String, Long>>> sizes = new ConcurrentHashMap<>();

    Watched(Executable sound, Map<String, Graph> parts) {
      this.sound = sound;
      this.parts = parts;
    }

    @Override
    public Map<String, Tensor> run(String name, Map<String, Tensor> feeds) {
      Map<String, Tensor> results = sound.run(name, feeds);
      tell(name, feeds);
      return results;
    }

    @Override
    public void run(String name, Map<String, Tensor> feeds, Map<String, Tensor> results) {
      sound.run(name, feeds, results);
      tell(name, feeds);
    }

    private void tell(String name, Map<String, Tensor> feeds) {
      Graph graph = parts.get(name);
      Map<String, Long> bindings = Feeds.bind(graph, feeds);
      int run = runs.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
      Set<Map<String, Long>> seen =
          sizes.computeIfAbsent(name, key -> ConcurrentHashMap.newKeySet());
      seen.add(bindings);
      for (Node node : graph.nodes()) {
        List<Shape> shapes =
            node.outputs().stream().map(output -> output.type().shape().bind(bindings)).toList();
        boolean same =
            node.inputs().size() > 1
                && memory(node.input(0), feeds) == memory(node.input(1), feeds);
        listener.ran(node.op().getClass(), Demand.of(shapes, run, seen.size() > 1, same));
      }
    }

    /** What two operands have in common when they are given as one tensor. */
    private static Object memory(Value value, Map<String, Tensor> feeds) {
      if (value instanceof Value.Input) {
        return feeds.get(value.name());
      }
      return value instanceof Value.Constant constant ? constant.tensor() : value;
    }

    @Override
    public GraphModule module() {
      return sound.module();
    }

    @Override
    public Tensor read(String variable) {
      return sound.read(variable);
    }

    @Override
    public void write(String variable, Tensor value) {
      sound.write(variable, value);
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public String engineVersion() {
    return sound.engineVersion();
  }

  @Override
  public Device device() {
    return sound.device();
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return sound.supports(op, inputs);
  }

  @Override
  public void close() {
    sound.close();
  }
}
