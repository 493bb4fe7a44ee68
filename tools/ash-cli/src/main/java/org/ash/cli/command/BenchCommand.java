package org.ash.cli.command;

import picocli.CommandLine.Command;

/** {@code ash bench}: how fast it is. */
@Command(
    name = "bench",
    description = "Measure the speed of training and inference, side by side.",
    subcommands = {
      BenchTrainCommand.class,
      BenchInferCommand.class,
      BenchPeersCommand.class,
      BenchDl4jCommand.class
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} bench train --activation relu,ash     what ASH costs in training",
      "  ${ROOT-COMMAND-NAME} bench infer --batch 1                 the time of one image",
      "  ${ROOT-COMMAND-NAME} bench peers                           beside handwritten TensorFlow Java",
      "  ${ROOT-COMMAND-NAME} bench dl4j                            beside DL4J's own ComputationGraph"
    })
public final class BenchCommand {

  /** Made by picocli. */
  public BenchCommand() {}
}
