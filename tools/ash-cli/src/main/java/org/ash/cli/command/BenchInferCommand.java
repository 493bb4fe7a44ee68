package org.ash.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ash.bench.Contender;
import org.ash.cli.option.ContenderOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RoundOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ash bench infer}: the speed of inference. */
@Command(
    name = "infer",
    description = {
      "Measure steps of inference.",
      "",
      "Each contender runs in a process of its own on random images, without reading of data;"
          + " rounds are interleaved, so that drift of the machine hits all alike. Given are"
          + " medians over the rounds, the highest resident memory of the process, and how much it"
          + " has grown from the first round to the last. Without --backend the best engine that"
          + " can run here is measured."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} bench infer --model resnet-20 --activation relu,ash",
      "  ${ROOT-COMMAND-NAME} bench infer --backend tensorflow,onnxruntime --json"
    })
public final class BenchInferCommand implements Callable<Integer> {

  @Mixin private ContenderOptions contenders;

  @Mixin private RoundOptions rounds;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public BenchInferCommand() {}

  @Override
  public Integer call() throws IOException {
    SpeedTable.measure(contenders.contenders(Contender.Work.INFER), rounds.rounds(), outputs);
    return 0;
  }
}
