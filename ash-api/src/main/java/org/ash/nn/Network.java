package org.ash.nn;

import java.util.List;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;

/** A network, defined once: it writes its forward pass into any graph. */
public interface Network {

  /** Name of the architecture, as {@code resnet-20}. */
  String name();

  /** Specification of the activation it uses, as {@code ash:z=1.0}; see the catalogue. */
  String activation();

  /** Shape of what it takes, as {@code [N, 3, 32, 32]}. */
  SymbolicShape inputShape();

  /** Number of classes. */
  int classes();

  /**
   * Writes the forward pass; parameters are declared on first writing and reused afterwards.
   *
   * @param layers where to write, with which parameters, for training or inference
   * @param x images of {@link #inputShape}
   * @return logits {@code [N, classes]}
   */
  Value forward(LayerContext layers, Value x);

  /**
   * Names of the places that an activation is applied at, in order: those that {@link #forward}
   * gives to {@link LayerContext#activate}, each once.
   */
  default List<String> activationPlaces() {
    GraphBuilder graph = new GraphBuilder(name());
    Parameters parameters = new Parameters(0);
    LayerContext layers = new LayerContext(graph, parameters, LayerContext.Mode.INFERENCE);
    forward(layers, graph.input("x", new TensorType(parameters.dtype(), inputShape())));
    return layers.activated().stream().map(ActivatedPlace::name).distinct().toList();
  }
}
