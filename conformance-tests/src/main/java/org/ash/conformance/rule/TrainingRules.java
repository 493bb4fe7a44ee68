package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.activation.Activations;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.nn.Network;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingModule;

/** Whole networks at reduced size: their logits, and where training leads them. */
final class TrainingRules {
  private static final List<Integer> STEPS = List.of(1, 10, 100);
  private static final List<Integer> ZOO_STEPS = List.of(1, 5);
  private static final List<String> TRAINED =
      List.of("relu", "ash", "ash:top=10%", "gelu", "f-ash:k=10", "l-ash", "hard-ash");

  private TrainingRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String activation : Activations.names()) {
      rules.add(
          Rule.required(
              "MODEL-" + activation,
              Level.MODELS,
              "The logits of a residual network with " + activation + " agree.",
              trial -> logits(trial, ReducedTraining.with(activation))));
    }
    for (String activation : TRAINED) {
      for (int steps : STEPS) {
        rules.add(
            Rule.required(
                "TRAIN-" + activation + "-" + steps,
                Level.TRAINING,
                "After " + steps + " steps with " + activation + " loss and weights agree.",
                trial -> train(trial, ReducedTraining.with(activation), steps)));
      }
    }
    ReducedZoo.networks().forEach(network -> zoo(rules, network));
    return rules;
  }

  private static void zoo(List<Rule> rules, Network network) {
    rules.add(
        Rule.required(
            "MODEL-" + network.name(),
            Level.MODELS,
            "The logits of a reduced " + network.name() + " of the zoo agree.",
            trial -> logits(trial, ReducedTraining.of(network))));
    for (int steps : ZOO_STEPS) {
      rules.add(
          Rule.required(
              "TRAIN-" + network.name() + "-" + steps,
              Level.TRAINING,
              "After "
                  + steps
                  + " steps of a reduced "
                  + network.name()
                  + " of the zoo loss and weights agree.",
              trial -> train(trial, ReducedTraining.of(network), steps)));
    }
  }

  private static void logits(Trial trial, ReducedTraining training) {
    GraphModule module = training.module().module();
    Graph eval = module.graph(TrainingModule.EVAL);
    for (int n : new int[] {1, 6}) {
      Shape shape = eval.inputs().get(0).type().shape().bind(Map.of("N", (long) n));
      double[] pixels = new Philox(n, 3).normals((int) shape.size());
      Map<String, Tensor> feeds =
          Map.of(eval.inputs().get(0).name(), Tensor.of(DType.FLOAT32, shape, pixels));
      trial.judge("N = " + n, () -> trial.examiner().examine(eval, feeds, module.initialValues()));
    }
  }

  private static void train(Trial trial, ReducedTraining training, int steps) {
    GraphModule module = training.module().module();
    Optional<String> unsupported = trial.examiner().unsupported(module.graph(TrainingModule.TRAIN));
    if (unsupported.isPresent()) {
      trial.skip(unsupported.get());
      return;
    }
    trial.hold(
        steps + " steps",
        () -> {
          ReducedTraining.Band band = training.after(steps);
          try (Executable executable = trial.backend().load(module)) {
            Map<String, Tensor> outputs = training.train(executable, 0, steps);
            return band.exact().keySet().stream()
                .map(
                    name ->
                        band.outside(
                            name,
                            outputs.containsKey(name) ? outputs.get(name) : executable.read(name)))
                .flatMap(Optional::stream)
                .findFirst();
          }
        });
  }
}
