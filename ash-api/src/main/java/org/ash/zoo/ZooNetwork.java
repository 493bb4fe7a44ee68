package org.ash.zoo;

import java.util.ArrayList;
import java.util.List;
import org.ash.activation.Activation;
import org.ash.activation.ParameterSource;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Parameters;

/** What the zoo's networks share: one activation at every place, and images as input. */
abstract class ZooNetwork implements Network {
  private final String name;
  private final SymbolicShape inputShape;
  private final Activation activation;
  private final int classes;

  ZooNetwork(String name, SymbolicShape inputShape, Activation activation, int classes) {
    this.name = name;
    this.inputShape = inputShape;
    this.activation = activation;
    this.classes = Zoo.requireClasses(name, classes);
  }

  /** Writes the forward pass up to the logits. */
  abstract Value write(NetworkWriter to, Value x);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String activation() {
    return activation.spec();
  }

  @Override
  public final SymbolicShape inputShape() {
    return inputShape;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final Value forward(LayerContext layers, Value x) {
    return write(new NetworkWriter(layers, activation), x);
  }

  @Override
  public final List<String> activationPlaces() {
    PlaceList places = new PlaceList(new ArrayList<>());
    Parameters parameters = new Parameters(0);
    GraphBuilder graph = new GraphBuilder(name);
    Value x = graph.input("x", new TensorType(parameters.dtype(), inputShape));
    write(
        new NetworkWriter(new LayerContext(graph, parameters, LayerContext.Mode.INFERENCE), places),
        x);
    return List.copyOf(places.names());
  }

  /** In place of an activation: notes where one would be. */
  private record PlaceList(List<String> names) implements Activation {
    @Override
    public String spec() {
      return "none";
    }

    @Override
    public Value write(GraphBuilder graph, ParameterSource parameters, String name, Value x) {
      names.add(name);
      return x;
    }
  }
}
