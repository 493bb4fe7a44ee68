package org.ash.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ash.ir.CustomOp;
import org.ash.ir.Graph;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphRewriter;
import org.ash.ir.Node;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.ir.Variable;
import org.ash.tensor.DType;

/**
 * What a network is made of, read off its inference graph for one image.
 *
 * @param network name of the architecture
 * @param activation specification of its activation
 * @param inputShape shape of what it takes
 * @param layers one entry for each operator, in order of computation
 */
public record NetworkSummary(
    String network, String activation, SymbolicShape inputShape, List<LayerSummary> layers) {

  /**
   * One operator of the inference graph.
   *
   * @param name as {@code stage1.block0.conv1}
   * @param operator as {@code Conv}
   * @param outputShape of its first result, with a symbolic batch
   * @param parameters trained numbers that it is the first to read
   * @param activationParameters those of them that belong to an activation, as ASH's z and alpha
   * @param statistics other numbers that it is the first to read, as running means
   * @param multiplyAdds products summed for one image; of convolutions and matrix products only
   */
  public record LayerSummary(
      String name,
      String operator,
      SymbolicShape outputShape,
      long parameters,
      long activationParameters,
      long statistics,
      long multiplyAdds) {}

  /** Copies the list. */
  public NetworkSummary {
    layers = List.copyOf(layers);
  }

  /** Summarizes a network. No weights are created. */
  public static NetworkSummary of(Network network) {
    GraphBuilder builder = new GraphBuilder(network.name());
    Value x = builder.input("x", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext context =
        new LayerContext(builder, new Parameters(0), LayerContext.Mode.INFERENCE);
    builder.output("logits", network.forward(context, x));
    // A user's own operator is counted by its parts.
    Graph graph =
        GraphRewriter.decompose(builder.build(), node -> !(node.op() instanceof CustomOp));
    Map<String, Long> symbols = oneImage(network.inputShape());
    Set<Variable> counted = new HashSet<>();
    List<LayerSummary> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      long parameters = 0;
      long ofActivations = 0;
      long statistics = 0;
      for (Value input : node.inputs()) {
        if (input instanceof Value.VariableRead read && counted.add(read.variable())) {
          long size = read.variable().shape().size();
          parameters += read.variable().role().trainable() ? size : 0;
          ofActivations += read.variable().role() == Variable.Role.ACTIVATION ? size : 0;
          statistics += read.variable().role().trainable() ? 0 : size;
        }
      }
      layers.add(
          new LayerSummary(
              node.name(),
              node.op().name(),
              node.output(0).type().shape(),
              parameters,
              ofActivations,
              statistics,
              MultiplyAdds.of(node, symbols)));
    }
    return new NetworkSummary(network.name(), network.activation(), network.inputShape(), layers);
  }

  /** Trained numbers of the whole network, those of activations included. */
  public long parameters() {
    return layers.stream().mapToLong(LayerSummary::parameters).sum();
  }

  /** Trained numbers that belong to activations: ASH's z and alpha, PReLU's slopes. */
  public long activationParameters() {
    return layers.stream().mapToLong(LayerSummary::activationParameters).sum();
  }

  /** Numbers that are kept but not trained, as running means. */
  public long statistics() {
    return layers.stream().mapToLong(LayerSummary::statistics).sum();
  }

  /** Multiply-adds of one image through the whole network. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(LayerSummary::multiplyAdds).sum();
  }

  private static Map<String, Long> oneImage(SymbolicShape input) {
    Map<String, Long> symbols = new TreeMap<>();
    input.dims().forEach(dim -> dim.symbols().forEach(symbol -> symbols.put(symbol, 1L)));
    return symbols;
  }
}
