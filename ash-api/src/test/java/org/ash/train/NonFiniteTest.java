package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.ash.ir.Elementwise;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.Dense;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step whose loss or gradient is not finite ends the training and says where that began. */
final class NonFiniteTest {
  private static final int CLASSES = 2;

  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());

  @TempDir private Path folder;

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  /** A dense layer, something in the middle, another dense layer. */
  private record Middle(BiFunction<GraphBuilder, Value, Value> middle) implements Network {
    @Override
    public String name() {
      return "middle";
    }

    @Override
    public String activation() {
      return "relu";
    }

    @Override
    public SymbolicShape inputShape() {
      return SymbolicShape.batch("N", 1, 6, 6);
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public Value forward(LayerContext layers, Value x) {
      GraphBuilder g = layers.graph();
      Value flat = g.reshape(x, SymbolicShape.of(x.type().dim(0), x.type().shape().size(1, 4)));
      Value y = Dense.of(3).write(layers, "first", flat);
      return Dense.of(CLASSES).write(layers, "last", middle.apply(g, y));
    }
  }

  /** A backend that has no room for a second module beside the training's. */
  private record FullBackend(Backend backend, Runnable refuse) implements Backend {
    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public String engineVersion() {
      return backend.engineVersion();
    }

    @Override
    public Device device() {
      return backend.device();
    }

    @Override
    public boolean supports(Op op, List<TensorType> inputs) {
      return backend.supports(op, inputs);
    }

    @Override
    public Executable load(GraphModule module) {
      if (!module.graphs().containsKey(TrainingModule.TRAIN)) {
        refuse.run();
      }
      return backend.load(module);
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private static Value rootOfSquare(GraphBuilder g, Value x) {
    return g.sqrt(g.mul(x, x));
  }

  private static Network network(Elementwise op) {
    return new Middle((g, x) -> g.apply("middle", op, x));
  }

  /** Images of which one batch is multiplied by a factor. */
  private static BatchSource scaled(int batch, double factor) {
    TinyImages images = new TinyImages(12, CLASSES, 5);
    return new BatchSource() {
      @Override
      public int examples() {
        return images.examples();
      }

      @Override
      public Preprocessing preprocessing() {
        return images.preprocessing();
      }

      @Override
      public Batches open(Pass pass) {
        Batches batches = images.open(pass);
        return new Batches() {
          private int index = pass.firstBatch();

          @Override
          public Optional<Batch> next() {
            Optional<Batch> next = batches.next();
            if (index++ == batch) {
              Tensor pixels = next.orElseThrow().images();
              for (int i = 0; i < pixels.size(); i++) {
                pixels.set(i, pixels.get(i) * factor);
              }
            }
            return next;
          }

          @Override
          public void close() {
            batches.close();
          }
        };
      }
    };
  }

  private Trainer trainer(Network network, BatchSource images, String optimizer) {
    return trainer(network, images, optimizer, backend);
  }

  private Trainer trainer(Network network, BatchSource images, String optimizer, Backend engine) {
    return Trainer.builder(network, images, engine)
        .config(
            TrainingConfig.builder(network)
                .optimizer(optimizer)
                .schedule("constant:lr=0.01")
                .batchSize(4)
                .epochs(1)
                .build())
        .checkpoints(new CheckpointStore(folder, 1))
        .checkpointEverySteps(1)
        .build();
  }

  private String failure(Network network, BatchSource images) {
    try (Trainer trainer = trainer(network, images, "sgd")) {
      return assertThrows(TrainingException.class, trainer::run).getMessage();
    }
  }

  @Test
  void logarithmOfNegative_isNamedAsForward() {
    String message = failure(network(new Elementwise.Log()), scaled(-1, 1));
    assertTrue(
        message.startsWith(
            "Step 1 (epoch 1, batch 1): the loss is NaN; first non-finite value: middle (forward)"),
        message);
  }

  /** The square root of a square is finite at 0, its gradient is 0 times infinity. */
  @Test
  void rootAtZero_isNamedAsGradient() {
    Network network = new Middle((g, x) -> rootOfSquare(g, g.sub(x, g.stopGradient(x))));
    String message = failure(network, scaled(-1, 1));
    assertTrue(message.contains("but the norm of its gradient is"), message);
    assertTrue(message.contains(" (gradient)"), message);
  }

  @Test
  void imageThatIsNotFinite_isNamed() {
    String message = failure(network(new Elementwise.Tanh()), scaled(1, Double.POSITIVE_INFINITY));
    assertTrue(message.startsWith("Step 2 (epoch 1, batch 2): the loss is NaN"), message);
    assertTrue(message.contains("first non-finite value: the images of the batch"), message);
  }

  @Test
  void lossThatOverflows_isNotFinite() {
    String message = failure(network(new Elementwise.Exp()), scaled(2, 1e5));
    assertTrue(message.startsWith("Step 3 (epoch 1, batch 3): the loss is "), message);
    assertTrue(message.contains("first non-finite value: middle (forward)"), message);
  }

  @Test
  void failure_namesTheCheckpointBeforeAndTheLearningRate() {
    String message = failure(network(new Elementwise.Exp()), scaled(2, 1e5));
    assertTrue(message.contains("Lower the learning rate (now 0.01)"), message);
    assertTrue(message.contains("the checkpoint before it is " + folder), message);
    assertEquals(2, Checkpoint.load(folder).progress().step());
  }

  static Stream<Arguments> waysToFail() {
    Runnable refused =
        () -> {
          throw new BackendException("Module 'diagnose': the engine refuses it.");
        };
    Runnable memory =
        () -> {
          throw new OutOfMemoryError("Physical memory usage is too high");
        };
    return Stream.of(
        Arguments.of(refused, "Module 'diagnose': the engine refuses it."),
        Arguments.of(memory, "OutOfMemoryError: Physical memory usage is too high"));
  }

  @ParameterizedTest
  @MethodSource("waysToFail")
  void failure_isToldOf_evenWhereItsPlaceCannotBeFound(Runnable refuse, String reason) {
    FullBackend full = new FullBackend(backend, refuse);
    Network network = network(new Elementwise.Exp());
    try (Trainer trainer = trainer(network, scaled(2, 1e5), "sgd", full)) {
      String message = assertThrows(TrainingException.class, trainer::run).getMessage();
      assertTrue(message.startsWith("Step 3 (epoch 1, batch 3): the loss is "), message);
      assertTrue(message.contains("the first non-finite value could not be found"), message);
      assertTrue(message.contains(reason), message);
      assertTrue(message.contains("the checkpoint before it is " + folder), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd:momentum=0", "sgd", "sgd:nesterov=true", "adamw"})
  void failedStep_leavesWeightsAndSlotsAsTheyWere(String optimizer) {
    try (Trainer trainer = trainer(network(new Elementwise.Exp()), scaled(2, 1e5), optimizer)) {
      assertThrows(TrainingException.class, trainer::run);
      Map<String, Tensor> expected = Checkpoint.load(folder).values();
      Map<String, Tensor> actual = trainer.checkpoint().values();
      assertEquals(expected.keySet(), actual.keySet());
      expected.forEach((name, t) -> assertTrue(t.bitEquals(actual.get(name)), name));
    }
  }

  @Test
  void parameterThatIsNotFinite_isNamed() {
    TinyNetwork network = new TinyNetwork("ash", CLASSES);
    TrainingConfig config = TrainingConfig.builder(network).build();
    Map<String, Tensor> weights = new HashMap<>();
    TrainingModule.of(network, config)
        .module()
        .initialValues()
        .forEach((variable, value) -> weights.put(variable.name(), value.copy()));
    weights.get("norm.scale").set(1, Double.NaN);
    Batch batch =
        new TinyImages(4, CLASSES, 1).open(BatchSource.Pass.evaluation(4)).next().orElseThrow();
    assertEquals(
        Optional.of("norm.scale (parameter, after the update of the step before)"),
        new Diagnosis(network, config, backend).firstNonFinite(weights, StepInput.of(batch)));
  }

  @Test
  void finiteStep_hasNothingToName() {
    TinyNetwork network = new TinyNetwork("ash", CLASSES);
    TrainingConfig config = TrainingConfig.builder(network).build();
    Map<String, Tensor> weights = new HashMap<>();
    TrainingModule.of(network, config)
        .module()
        .initialValues()
        .forEach((variable, value) -> weights.put(variable.name(), value));
    Batch batch =
        new TinyImages(4, CLASSES, 1).open(BatchSource.Pass.evaluation(4)).next().orElseThrow();
    assertEquals(
        Optional.empty(),
        new Diagnosis(network, config, backend).firstNonFinite(weights, StepInput.of(batch)));
  }

  /**
   * Normalization takes away the scale of an image; its variance is beyond FLOAT32 all the same.
   */
  @Test
  void statisticThatOverflows_isNotSaved_andIsNamed() {
    String message = failure(new TinyNetwork("relu", CLASSES), scaled(1, 1e30));
    assertTrue(message.startsWith("After step 2: norm."), message);
    assertTrue(message.contains("no checkpoint was saved of that"), message);
    assertEquals(1, Checkpoint.load(folder).progress().step());
  }
}
