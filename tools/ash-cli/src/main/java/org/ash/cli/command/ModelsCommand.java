package org.ash.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ash.activation.ActivationEntry;
import org.ash.activation.Activations;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.JsonShape;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.nn.NetworkSummary;
import org.ash.zoo.Zoo;
import org.ash.zoo.ZooEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ash models}: what can be trained. */
@Command(
    name = "models",
    description = {
      "List the architectures, and the activations they can use.",
      "",
      "Parameters and multiply-adds (of one image) are those with ReLU and the usual number of"
          + " classes."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} models                the architectures, and the activations",
      "  ${ROOT-COMMAND-NAME} models --json         the same for programs"
    })
public final class ModelsCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public ModelsCommand() {}

  /**
   * What there is, as programs get it.
   *
   * @param families how the names of further sizes are made
   */
  record Result(List<Row> models, List<String> families, List<Choice> activations) {}

  /** An activation, as programs get it. */
  record Choice(String name, String description, List<ActivationEntry.Setting> settings) {

    static Choice of(ActivationEntry entry) {
      return new Choice(entry.name(), entry.description(), entry.settings());
    }
  }

  /**
   * An architecture, as programs get it.
   *
   * @param name by which it is chosen
   * @param task what it is for
   * @param parameters trained numbers
   * @param multiplyAdds of one image
   * @param input shape of what it takes, {@code ["N", channels, height, width]}
   */
  record Row(String name, String task, long parameters, long multiplyAdds, JsonShape input) {

    static Row of(ZooEntry entry) {
      NetworkSummary summary =
          NetworkSummary.of(entry.create(Activations.parse("relu"), entry.defaultClasses()));
      return new Row(
          entry.name(),
          entry.task(),
          summary.parameters(),
          summary.multiplyAdds(),
          JsonShape.of(entry.inputShape()));
    }
  }

  @Override
  public Integer call() {
    Output output = outputs.output();
    List<Row> rows = Zoo.entries().stream().map(Row::of).toList();
    if (outputs.json()) {
      output.value(
          new Result(
              rows, Zoo.families(), Activations.entries().stream().map(Choice::of).toList()));
      return 0;
    }
    Table models =
        new Table()
            .text("MODEL")
            .number("PARAMETERS")
            .number("MULTIPLY-ADDS")
            .text("INPUT")
            .text("");
    for (Row row : rows) {
      models.row(
          row.name(),
          Numbers.count(row.parameters()),
          Numbers.count(row.multiplyAdds()),
          row.input().extents().stream()
              .skip(1)
              .map(String::valueOf)
              .collect(Collectors.joining(" x ")),
          Zoo.entry(row.name()).description());
    }
    output.table(models);
    output.line("");
    output.sentence("Of any size: " + String.join(", ", Zoo.families()) + ".");
    output.sentence(
        "Wide ResNets and CIFAR's DenseNets with dropout: --model wrn-28-10:dropout=0.3");
    output.line("");
    output.table(activations());
    output.line("");
    output.sentence("Settings are written behind the name: --activation ash:z=1.0,alpha=2");
    output.line("Others at some places: --activation ash --activation-at 'stage3.*=relu'");
    output.line("Look closer: " + Hint.of("summary", "resnet-20", "--activation", "ash"));
    return 0;
  }

  private static Table activations() {
    Table table = new Table().text("ACTIVATION").text("SETTING").text("DEFAULT").text("");
    for (ActivationEntry entry : Activations.entries()) {
      table.row(entry.name(), "", "", entry.description());
      for (ActivationEntry.Setting setting : entry.settings()) {
        table.row("", setting.name() + "=", setting.defaultValue(), "  " + setting.description());
      }
    }
    return table;
  }
}
