package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.ash.activation.Activations;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.ir.Graph;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.nn.Network;
import org.ash.spi.Executable;
import org.ash.spi.InferenceFormat;
import org.ash.tensor.DType;
import org.ash.tensor.Philox;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingModule;

/** What a backend has trained gives the same from an exported file as on the backend. */
final class ExportRules {
  private static final int STEPS = 3;
  private static final int BATCH = 6;
  private static final String PREFIX = "EXPORT-";

  private ExportRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String activation : Activations.names()) {
      rules.add(
          rule(
              activation,
              "a residual network with " + activation,
              trial -> export(trial, ReducedTraining.with(activation))));
    }
    for (Network network : ReducedZoo.networks()) {
      rules.add(
          rule(
              network.name(),
              "a reduced " + network.name() + " of the zoo",
              trial -> export(trial, ReducedTraining.of(network))));
    }
    return rules;
  }

  private static Rule rule(String name, String what, RuleCheck check) {
    return Rule.required(
        PREFIX + name,
        Level.EXPORT,
        "After some steps, " + what + " gives the same exported as on the backend.",
        check);
  }

  private static void export(Trial trial, ReducedTraining training) {
    GraphModule module = training.module().module();
    Optional<String> unsupported =
        trial
            .examiner()
            .unsupported(module.graph(TrainingModule.TRAIN))
            .or(() -> trial.examiner().unsupported(module.graph(TrainingModule.EVAL)));
    if (unsupported.isPresent()) {
      trial.skip(unsupported.get());
      return;
    }
    List<InferenceFormat> formats =
        ServiceLoader.load(InferenceFormat.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (formats.isEmpty()) {
      trial.skip("no exporter is on the class path; ash-onnx brings one");
    }
    for (InferenceFormat format : formats) {
      trial.judge(
          format.name() + " after " + STEPS + " steps", () -> examine(trial, training, format));
    }
  }

  private static Examination examine(
      Trial trial, ReducedTraining training, InferenceFormat format) {
    GraphModule module = training.module().module();
    Graph eval = module.graph(TrainingModule.EVAL);
    Map<String, Tensor> feeds = feeds(eval);
    Map<Variable, Tensor> trained = new LinkedHashMap<>();
    Map<String, Tensor> byName = new LinkedHashMap<>();
    Map<String, Tensor> onBackend;
    Map<String, Tensor> exported;
    try (Executable executable = trial.backend().load(module)) {
      training.train(executable, 0, STEPS);
      onBackend = executable.run(TrainingModule.EVAL, feeds);
      for (Variable variable : eval.variables()) {
        Tensor value = executable.read(variable.name());
        trained.put(variable, value);
        byName.put(variable.name(), value);
      }
      exported = format.throughAFile(eval, byName, feeds);
    } catch (RuntimeException | LinkageError failure) {
      return new Examination.Disagrees(ErrorHistogram.empty(), "it threw " + failure);
    }
    return Examiner.compareTwo(eval, feeds, trained, onBackend, exported);
  }

  private static Map<String, Tensor> feeds(Graph eval) {
    Shape shape = eval.inputs().get(0).type().shape().bind(Map.of("N", (long) BATCH));
    double[] pixels = new Philox(BATCH, 5).normals((int) shape.size());
    return Map.of(eval.inputs().get(0).name(), Tensor.of(DType.FLOAT32, shape, pixels));
  }
}
