package org.ash.conformance.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.ir.GraphModule;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.train.TrainingModule;
import org.ash.train.checkpoint.Safetensors;
import org.ash.train.checkpoint.SafetensorsReader;

/** What one backend has written, another one goes on from. */
final class CheckpointRules {
  private static final int BEFORE = 5;
  private static final int AFTER = 10;

  private CheckpointRules() {}

  static List<Rule> rules() {
    return List.of(
        Rule.required(
            "CHECK-write",
            Level.CHECKPOINTS,
            "The reference goes on from a checkpoint of this backend as if nothing had happened.",
            trial -> resume(trial, true)),
        Rule.required(
            "CHECK-resume",
            Level.CHECKPOINTS,
            "This backend goes on from a checkpoint of the reference as if nothing had happened.",
            trial -> resume(trial, false)));
  }

  private static void resume(Trial trial, boolean writes) {
    ReducedTraining training = ReducedTraining.with("ash");
    GraphModule module = training.module().module();
    Optional<String> unsupported = trial.examiner().unsupported(module.graph(TrainingModule.TRAIN));
    if (unsupported.isPresent()) {
      trial.skip(unsupported.get());
      return;
    }
    trial.hold(
        BEFORE + " steps, then to step " + AFTER,
        () -> {
          try (Backend reference = new ReferenceBackendProvider().open(BackendOptions.defaults())) {
            Backend first = writes ? trial.backend() : reference;
            Backend second = writes ? reference : trial.backend();
            Map<String, Tensor> written = throughAFile(train(training, first, module));
            return goOn(training, second, training.module().withValues(written));
          }
        });
  }

  private static Map<String, Tensor> train(
      ReducedTraining training, Backend backend, GraphModule module) {
    try (Executable executable = backend.load(module)) {
      training.train(executable, 0, BEFORE);
      Map<String, Tensor> values = new LinkedHashMap<>();
      module
          .initialValues()
          .keySet()
          .forEach(variable -> values.put(variable.name(), executable.read(variable.name())));
      return values;
    }
  }

  private static Map<String, Tensor> throughAFile(Map<String, Tensor> values) {
    try {
      Path file = Files.createTempFile("conformance", ".safetensors");
      try {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          new Safetensors(Map.of("format", "pt"), values).writeTo(channel);
        }
        return SafetensorsReader.read(file).tensors();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> goOn(
      ReducedTraining training, Backend backend, TrainingModule resumed) {
    ReducedTraining.Band band = training.after(AFTER);
    try (Executable executable = backend.load(resumed.module())) {
      Map<String, Tensor> outputs = training.train(executable, BEFORE, AFTER);
      return band.exact().keySet().stream()
          .map(
              name ->
                  band.outside(
                      name, outputs.containsKey(name) ? outputs.get(name) : executable.read(name)))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }
}
