package org.ash.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ash.activation.Activation;
import org.ash.cli.run.RunException;
import org.ash.ir.GraphBuilder;
import org.ash.ir.TensorType;
import org.ash.ir.Variable;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.nn.Parameters;
import org.ash.tensor.DType;
import org.ash.train.Checkpoint;
import picocli.CommandLine.Option;

/** The option {@code --activation} of commands that look at a trained network. */
public final class OtherActivationOptions {
  private static final int MOST_NAMED = 4;

  @Option(
      names = {"-a", "--activation"},
      paramLabel = "SPEC",
      converter = ModelOptions.ToActivation.class,
      description =
          "Evaluate with another activation that has the same parameters, as hard-ash-eq7 where ash"
              + " was trained; they keep their trained values (default: as trained)")
  private Optional<Activation> activation = Optional.empty();

  /** Made by picocli. */
  public OtherActivationOptions() {}

  /**
   * The network of a checkpoint, with the activation that was asked for.
   *
   * @param tell told, in a line, which parameters of the checkpoint that activation leaves unused
   * @throws RunException naming the parameters that it has and the checkpoint lacks
   */
  public Network networkOf(Checkpoint checkpoint, Consumer<String> tell) {
    if (activation.isEmpty()) {
      return checkpoint.network();
    }
    String spec = activation.get().spec();
    Network network =
        Networks.create(checkpoint.config().model(), spec, checkpoint.config().classes());
    Set<String> wanted = parameters(network);
    Set<String> kept = checkpoint.weights().keySet();
    List<String> missing = difference(wanted, kept);
    List<String> unused = difference(kept, wanted);
    if (!missing.isEmpty()) {
      throw new RunException(
          "%s does not fit a network that was trained with %s: the checkpoint lacks %s%s."
              .formatted(
                  spec,
                  checkpoint.config().activation(),
                  named(missing),
                  unused.isEmpty() ? "" : "; it has " + named(unused) + " instead"));
    }
    if (!unused.isEmpty()) {
      tell.accept("%s does not use %s of the checkpoint.".formatted(spec, named(unused)));
    }
    return network;
  }

  /** Names of what the network reads to classify, as checkpoints have them. */
  private static Set<String> parameters(Network network) {
    GraphBuilder graph = new GraphBuilder(network.name());
    LayerContext layers = new LayerContext(graph, new Parameters(0), LayerContext.Mode.INFERENCE);
    TensorType images = new TensorType(DType.FLOAT32, network.inputShape());
    graph.output("logits", network.forward(layers, graph.input("images", images)));
    return graph.build().variables().stream().map(Variable::name).collect(Collectors.toSet());
  }

  private static List<String> difference(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name)).sorted().toList();
  }

  private static String named(List<String> names) {
    int rest = names.size() - MOST_NAMED;
    return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
        + (rest > 0 ? " and " + rest + " more" : "");
  }
}
