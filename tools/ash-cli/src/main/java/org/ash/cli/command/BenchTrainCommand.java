package org.ash.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.bench.Contender;
import org.ash.cli.option.ContenderOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RoundOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ash bench train}: the speed of training: forward, backward and update. */
@Command(
    name = "train",
    description = {
      "Measure steps of training: forward, backward and update.",
      "",
      "Each contender runs in a process of its own on random images, without reading of data;"
          + " rounds are interleaved, so that drift of the machine hits all alike. Given are"
          + " medians over the rounds, the highest resident memory of the process, and how much it"
          + " has grown from the first round to the last. Without --backend the best engine that"
          + " can run here is measured."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} bench train --model resnet-20 --activation relu,ash",
      "  ${ROOT-COMMAND-NAME} bench train --backend tensorflow,onnxruntime --json",
      "  ${ROOT-COMMAND-NAME} bench train --model densenet-bc-100-12 --batch 32 --recompute"
    })
public final class BenchTrainCommand implements Callable<Integer> {

  @Mixin private ContenderOptions contenders;

  @Mixin private RoundOptions rounds;

  @Option(
      names = "--recompute",
      description =
          "Measure each contender also with --recompute of ${ROOT-COMMAND-NAME} train, beside it")
  private boolean recompute;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BenchTrainCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Contender> all = new ArrayList<>();
    for (Contender contender : contenders.contenders(Contender.Work.TRAIN)) {
      all.add(contender);
      if (recompute) {
        all.add(contender.recomputing());
      }
    }
    SpeedTable.measure(all, rounds.rounds(), outputs);
    return 0;
  }
}
