package org.ash.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.ModelOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.JsonShape;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.cli.run.RunFolder;
import org.ash.ir.GraphBuilder;
import org.ash.ir.GraphPrinter;
import org.ash.ir.TensorType;
import org.ash.ir.Value;
import org.ash.nn.LayerContext;
import org.ash.nn.Network;
import org.ash.nn.NetworkSummary;
import org.ash.nn.NetworkSummary.LayerSummary;
import org.ash.tensor.DType;
import org.ash.train.Checkpoint;
import org.ash.zoo.Recipe;
import org.ash.zoo.Zoo;
import org.ash.zoo.ZooEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash summary}: what a network is made of. */
@Command(
    name = "summary",
    description = {
      "Show a network's layers, shapes, parameters and multiply-adds.",
      "",
      "N is the batch size. Multiply-adds are those of one image, of convolutions and matrix"
          + " products."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} summary wrn-28-10 --activation ash",
      "  ${ROOT-COMMAND-NAME} summary --model resnet-164 --classes 100 --json",
      "  ${ROOT-COMMAND-NAME} summary --run runs/a                  the network of a run",
      "  ${ROOT-COMMAND-NAME} summary --model resnet-8 --graph      the graph that engines get"
    })
public final class SummaryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      converter = ModelOptions.ToModel.class,
      description = "The architecture, instead of --model")
  private ZooEntry model;

  @Mixin private ModelOptions models;

  @Mixin private OutputOptions outputs;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes (default: the architecture's usual number)")
  private Integer classes;

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      description = "The network of this run, instead of --model, --activation and --classes.")
  private Optional<Path> run;

  @Option(names = "--graph", description = "Print the inference graph instead of the layers.")
  private boolean graph;

  /** Made by picocli. */
  public SummaryCommand() {}

  /** A network, as programs get it. */
  record Result(
      String model,
      String activation,
      int classes,
      JsonShape input,
      long parameters,
      long activationParameters,
      long statistics,
      long multiplyAdds,
      PaperRecipe recipe,
      List<Layer> layers) {}

  /** Its inference graph, as programs get it. */
  record Printed(String graph) {}

  /** How its authors trained it, as programs get it and {@code ash train} takes it. */
  record PaperRecipe(
      int epochs, int batch, String optimizer, String schedule, double weightDecay, String source) {

    static PaperRecipe of(Recipe recipe) {
      return new PaperRecipe(
          recipe.epochs(),
          recipe.batchSize(),
          recipe.optimizer(),
          recipe.schedule(recipe.epochs()),
          recipe.weightDecay(),
          recipe.source());
    }
  }

  /** A layer, as programs get it. */
  record Layer(
      String name,
      String operator,
      JsonShape output,
      long parameters,
      long activationParameters,
      long statistics,
      long multiplyAdds) {

    static Layer of(LayerSummary layer) {
      return new Layer(
          layer.name(),
          layer.operator(),
          JsonShape.of(layer.outputShape()),
          layer.parameters(),
          layer.activationParameters(),
          layer.statistics(),
          layer.multiplyAdds());
    }
  }

  @Override
  public Integer call() {
    Output output = outputs.output();
    Network network = network();
    if (graph) {
      printGraph(output, network);
      return 0;
    }
    NetworkSummary summary = NetworkSummary.of(network);
    if (outputs.json()) {
      output.value(result(network, summary));
    } else {
      printLayers(output, network, summary);
    }
    return 0;
  }

  private Network network() {
    if (model != null && spec.commandLine().getParseResult().hasMatchedOption("--model")) {
      throw new ParameterException(
          spec.commandLine(), "MODEL and --model exclude each other: they say the same.");
    }
    if (run.isEmpty()) {
      ZooEntry entry = model == null ? models.model() : model;
      return models.network(entry, classes == null ? entry.defaultClasses() : classes);
    }
    if (model != null) {
      throw new ParameterException(
          spec.commandLine(), "MODEL and --run exclude each other: the run has its network.");
    }
    for (String option : List.of("--model", "--activation", "--activation-at", "--classes")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " and --run exclude each other: the run has its network.");
      }
    }
    return Checkpoint.load(RunFolder.open(run.get()).checkpoints()).network();
  }

  private void printGraph(Output output, Network network) {
    GraphBuilder builder = new GraphBuilder(network.name());
    Value images = builder.input("images", new TensorType(DType.FLOAT32, network.inputShape()));
    LayerContext layers =
        new LayerContext(builder, new org.ash.nn.Parameters(0), LayerContext.Mode.INFERENCE);
    builder.output("logits", network.forward(layers, images));
    String text = GraphPrinter.print(builder.build());
    if (outputs.json()) {
      output.value(new Printed(text));
    } else {
      output.line(text.stripTrailing());
    }
  }

  private static Result result(Network network, NetworkSummary summary) {
    return new Result(
        network.name(),
        network.activation(),
        network.classes(),
        JsonShape.of(network.inputShape()),
        summary.parameters(),
        summary.activationParameters(),
        summary.statistics(),
        summary.multiplyAdds(),
        PaperRecipe.of(Zoo.entry(network.name()).recipe()),
        summary.layers().stream().map(Layer::of).toList());
  }

  private static void printLayers(Output output, Network network, NetworkSummary summary) {
    output.heading(
        "%s with %s, %s classes, takes %s"
            .formatted(
                network.name(), network.activation(), network.classes(), network.inputShape()));
    output.line(
        "%s parameters%s and %s multiply-adds for one image; %s running statistics."
            .formatted(
                Numbers.count(summary.parameters()),
                summary.activationParameters() == 0
                    ? ""
                    : " (%s of activations)"
                        .formatted(Numbers.count(summary.activationParameters())),
                Numbers.count(summary.multiplyAdds()),
                Numbers.count(summary.statistics())));
    output.line(recipe(Zoo.entry(network.name()).recipe()));
    output.line("");
    Table table =
        new Table()
            .text("LAYER")
            .text("OPERATOR")
            .text("OUTPUT")
            .number("PARAMETERS")
            .number("MULTIPLY-ADDS");
    for (LayerSummary layer : summary.layers()) {
      table.row(
          layer.name(),
          layer.operator(),
          layer.outputShape().toString(),
          countOrNothing(layer.parameters()),
          countOrNothing(layer.multiplyAdds()));
    }
    table.row(
        "total",
        "",
        "",
        Numbers.count(summary.parameters()),
        Numbers.count(summary.multiplyAdds()));
    output.table(table);
  }

  private static String countOrNothing(long number) {
    return number == 0 ? "" : Numbers.count(number);
  }

  private static String recipe(Recipe recipe) {
    return "--recipe paper: %d epochs of batch %d, %s, %s, weight decay %s (%s)."
        .formatted(
            recipe.epochs(),
            recipe.batchSize(),
            recipe.optimizer(),
            recipe.schedule(recipe.epochs()),
            recipe.weightDecay(),
            recipe.source());
  }
}
