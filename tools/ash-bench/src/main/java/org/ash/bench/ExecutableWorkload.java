package org.ash.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.Value;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.Zoo;

/**
 * A graph of this project's, run again and again on one backend: random images, fixed labels, the
 * same at every step.
 */
final class ExecutableWorkload implements Workload {
  private static final long SEED = 1;

  private final Executable executable;
  private final String graph;
  private final Map<String, Tensor> feeds;
  private final Map<String, Tensor> results = new LinkedHashMap<>();

  /** Makes network, gradients and feeds, and loads them. */
  ExecutableWorkload(Contender contender, Backend backend, float learningRate) {
    int classes = Zoo.entry(contender.model()).defaultClasses();
    Network network =
        Zoo.create(contender.model(), Activations.parse(contender.activation()), classes);
    TrainingConfig config =
        TrainingConfig.builder(network)
            .optimizer("sgd:momentum=0.9")
            .weightDecay(1e-4)
            .batchSize(contender.batch())
            .seed(SEED)
            .recompute(contender.recompute())
            .build();
    TrainingModule module = TrainingModule.of(network, config);
    graph = contender.work() == Contender.Work.TRAIN ? TrainingModule.TRAIN : TrainingModule.EVAL;
    executable =
        backend.load(
            contender.work() == Contender.Work.TRAIN
                ? module.module()
                : TrainingModule.inference(network, valuesByName(module)));
    Graph loaded = executable.module().graph(graph);
    feeds = feeds(loaded, contender.batch(), classes, learningRate);
    loaded
        .outputs()
        .forEach(
            (name, value) ->
                results.put(
                    name, Tensor.allocate(value.type().dtype(), shape(value, contender.batch()))));
  }

  @Override
  public void step() {
    executable.run(graph, feeds, results);
  }

  @Override
  public void close() {
    executable.close();
  }

  private static Map<String, Tensor> valuesByName(TrainingModule module) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    module
        .module()
        .initialValues()
        .forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  private static Map<String, Tensor> feeds(
      Graph graph, int batch, int classes, float learningRate) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Value.Input input : graph.inputs()) {
      Shape shape = shape(input, batch);
      Philox random = new Philox(SEED, Philox.site(input.name()));
      if (shape.rank() == 0) {
        feeds.put(input.name(), Tensor.scalar(input.type().dtype(), learningRate));
      } else if (input.type().dtype().isFloating()) {
        double[] normals = random.normals((int) shape.size());
        feeds.put(input.name(), Tensor.of(input.type().dtype(), shape, normals));
      } else {
        feeds.put(
            input.name(),
            Tensor.generate(input.type().dtype(), shape, i -> random.below(i, classes)));
      }
    }
    return feeds;
  }

  private static Shape shape(Value value, int batch) {
    Map<String, Long> bindings = new LinkedHashMap<>();
    value.type().shape().dims().stream()
        .flatMap(dim -> dim.symbols().stream())
        .forEach(symbol -> bindings.put(symbol, (long) batch));
    return value.type().shape().bind(bindings);
  }
}
