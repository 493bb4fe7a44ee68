package org.ash.cli.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.ash.activation.Activations;
import org.ash.ir.GraphModule;
import org.ash.nn.Networks;
import org.ash.spi.Backend;
import org.ash.spi.BackendCandidate;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingModule;
import org.ash.zoo.Zoo;

/**
 * Runs a small network on engines, as an application would whose classes a loader of its own has.
 */
public final class EveryEngine implements Callable<List<String>> {
  private final List<String> names;

  /** On the engines of these names; on all that are found when there are none. */
  public EveryEngine(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** From a thread of the common pool, whose context class loader knows nothing of ours. */
  public static void main(String[] arguments) throws Exception {
    EveryEngine engines = new EveryEngine(List.of(arguments));
    ForkJoinPool.commonPool().submit(engines).get().forEach(System.out::println);
  }

  @Override
  public List<String> call() {
    List<String> wanted =
        names.isEmpty()
            ? Backends.find().candidates().stream().map(BackendCandidate::name).toList()
            : names;
    return wanted.stream().map(EveryEngine::run).toList();
  }

  /** The engine and what it says of an image: the first logit to four places. */
  private static String run(String engine) {
    GraphModule module =
        TrainingModule.of(
                Zoo.create("resnet-8", Activations.parse("ash"), 10),
                TrainingConfig.builder(Networks.create("resnet-8", "ash", 10)).build())
            .module();
    Tensor images = Tensor.generate(DType.FLOAT32, Shape.of(1, 3, 32, 32), i -> Math.sin(i) + 0.5);
    double logit = 0;
    for (int time = 0; time < 2; time++) {
      try (Backend backend = Backends.find().open(engine, BackendOptions.defaults());
          Executable executable = backend.load(module)) {
        logit = executable.run(TrainingModule.EVAL, Map.of("images", images)).get("logits").get(0);
      }
    }
    return engine + " " + Math.round(logit * 1e4);
  }
}
