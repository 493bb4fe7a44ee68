package org.ash.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ash.cli.output.Output;
import org.ash.cli.run.RunFolder;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.Checkpoint;
import org.ash.train.TrainingConfig;
import picocli.CommandLine.Help.Ansi;

/** Trains a small network on the oracle: two epochs of three steps. */
public final class SmallTraining {
  /** Steps in all. */
  public static final int STEPS = 6;

  private final DataSet data = DataSets.open("shapes:count=6,test=2");
  private final Network network = Networks.create("resnet-8", "ash", 10);
  private final StringWriter err = new StringWriter();

  /** Which of the two ways to train. */
  @FunctionalInterface
  private interface Way {
    RunTraining.Outcome train(RunTraining training) throws IOException;
  }

  /** Begins a run, and stops it after so many steps. */
  public RunTraining.Outcome begin(Path folder, int steps) throws IOException {
    return train(steps, training -> training.begin(folder, network));
  }

  /** Goes on with a run, for so many steps more. */
  public RunTraining.Outcome resume(Path folder, int steps) throws IOException {
    Checkpoint checkpoint = SoundCheckpoint.latest(folder, err::append).orElseThrow();
    RunFolder run = RunFolder.open(folder);
    return train(steps, training -> training.resume(run, checkpoint));
  }

  /** What was told on stderr. */
  String told() {
    return err.toString();
  }

  private RunTraining.Outcome train(int steps, Way way) throws IOException {
    TrainingConfig config =
        TrainingConfig.builder(network).data(data.name()).epochs(2).batchSize(2).build();
    BackendOptions options = BackendOptions.defaults();
    AtomicInteger done = new AtomicInteger();
    try (Backend backend = Backends.find().choose("reference").open(options)) {
      RunConfig run = RunConfig.of(List.of("ash"), config, backend, options, 0);
      Output output =
          new Output(new PrintWriter(new StringWriter()), new PrintWriter(err), Ansi.OFF);
      return way.train(
          new RunTraining(run, data, backend, output).until(() -> done.incrementAndGet() >= steps));
    }
  }
}
