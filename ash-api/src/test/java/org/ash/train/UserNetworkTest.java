package org.ash.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.ash.activation.Activation;
import org.ash.activation.Activations;
import org.ash.activation.ParameterSource;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.Value;
import org.ash.nn.BatchNormalization;
import org.ash.nn.Conv2D;
import org.ash.nn.Dense;
import org.ash.nn.Dropout;
import org.ash.nn.GlobalAveragePooling;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.RandomMask;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks as a user writes them: activations of his own, and layers that are written twice. */
final class UserNetworkTest {
  private static final int CLASSES = 3;

  private final TinyImages images = new TinyImages(24, CLASSES, 7);
  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  /** An activation that is not in the catalogue. */
  private record Own(String spec, BiFunction<GraphBuilder, Value, Value> formula)
      implements Activation {
    @Override
    public Value write(GraphBuilder g, ParameterSource parameters, String name, Value x) {
      return g.scoped(name, () -> formula.apply(g, x));
    }
  }

  /** A network that a function writes. */
  private record Written(BiFunction<LayerContext, Value, Value> body) implements Network {
    @Override
    public String name() {
      return "written";
    }

    @Override
    public String activation() {
      return "own";
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
      return body.apply(layers, x);
    }
  }

  /** With roots, with what else a gate is made of, and one that uses ASH for a part of itself. */
  static Stream<Activation> ownActivations() {
    return Stream.of(
        new Own("isru", (g, x) -> g.div(x, g.sqrt(g.add(g.mul(x, x), g.like(x, 1))))),
        new Own(
            "signed-root", (g, x) -> g.sub(g.sqrt(g.add(g.relu(x), g.like(x, 1))), g.like(x, 1))),
        new Own(
            "rms",
            (g, x) ->
                g.div(
                    x,
                    g.sqrt(
                        g.add(
                            g.reduceMean(g.mul(x, x), List.of(1, 2, 3), true), g.like(x, 1e-5))))),
        new Own("bent", (g, x) -> g.add(g.sqrt(g.add(g.mul(x, x), g.like(x, 1))), x)),
        new Own(
            "borrowed",
            (g, x) ->
                Activations.parse("ash")
                    .write(
                        g,
                        (name, shape, initial, trained) ->
                            g.like(g.reduceMean(x, List.of(0, 1, 2, 3), false), initial),
                        "inner",
                        x)));
  }

  @ParameterizedTest
  @MethodSource("ownActivations")
  void ownActivation_isTrainedInspectedAndProbed(Activation own) {
    Network network =
        new Written(
            (layers, x) -> head(layers, layers.activate(own, "act", conv(layers, "conv", x))));
    assertEquals(List.of("act"), network.activationPlaces());
    try (Trainer trainer = trainer(network)) {
      assertEquals(TrainingResult.Status.COMPLETED, trainer.run().status());
      assertTrue(trainer.inspect(images).isEmpty(), "it says nothing of a gate");
      try (FeatureProbe probe = FeatureProbe.of(network, trainer.checkpoint().weights(), backend);
          Batches batches = images.open(BatchSource.Pass.evaluation(8))) {
        Tensor batch = batches.next().orElseThrow().images();
        assertEquals(List.of("act"), List.copyOf(probe.preActivations(batch).keySet()));
        assertEquals(Shape.of(8, 3, 3), probe.gradCam(batch, Collections.nCopies(8, 0)).shape());
      }
    }
  }

  @Test
  void ownActivationBesideAsh_leavesAshTold() {
    Activation own = ownActivations().findFirst().orElseThrow();
    Network network =
        new Written(
            (layers, x) -> {
              Value y = layers.activate(own, "first", conv(layers, "conv", x));
              return head(layers, layers.activate(Activations.parse("ash:z=0.5"), "second", y));
            });
    try (Trainer trainer = trainer(network)) {
      List<Inspection> places = trainer.inspect(images);
      assertEquals(List.of("second"), places.stream().map(Inspection::place).toList());
      assertEquals(0.5, places.get(0).z(), 1e-6);
    }
  }

  /** As a discriminator sees real and made images, or a head the levels of a pyramid. */
  @Test
  void layersWrittenTwice_trainAndAreInspectedOnce() {
    Network network =
        new Written(
            (layers, x) -> {
              Value once = shared(layers, x);
              Value twice = shared(layers, layers.graph().mul(x, layers.graph().like(x, 2)));
              return layers.add("sum", once, twice);
            });
    assertEquals(List.of("act"), network.activationPlaces());
    try (Trainer trainer = trainer(network)) {
      assertEquals(TrainingResult.Status.COMPLETED, trainer.run().status());
      assertEquals(
          List.of("act"), trainer.inspect(images).stream().map(Inspection::place).toList());
    }
    assertEquals(
        List.of("drop.keep", "drop.keep_2"),
        TrainingModule.of(network, config(network)).masks().stream()
            .map(RandomMask::name)
            .toList());
  }

  private Trainer trainer(Network network) {
    return Trainer.builder(network, images, backend).config(config(network)).build();
  }

  /** In parts and averaged, so that what is assigned is looked at by all that look at it. */
  private static TrainingConfig config(Network network) {
    return TrainingConfig.builder(network)
        .batchSize(8)
        .parts(2)
        .averageDecay(0.9)
        .epochs(1)
        .schedule("constant:lr=0.05")
        .build();
  }

  private static Value shared(LayerContext layers, Value x) {
    Value y = BatchNormalization.standard().write(layers, "norm", conv(layers, "conv", x));
    y = layers.activate(Activations.parse("ash"), "act", y);
    return head(layers, new Dropout(0.5).write(layers, "drop", y));
  }

  private static Value conv(LayerContext layers, String name, Value x) {
    return Conv2D.same(4, 3, 2).write(layers, name, x);
  }

  private static Value head(LayerContext layers, Value x) {
    Value pooled = new GlobalAveragePooling().write(layers, "pool", x);
    return Dense.of(CLASSES).write(layers, "dense", pooled);
  }
}
