package org.ash.cli.train;

import java.util.ArrayList;
import java.util.List;
import org.ash.data.DataSet;
import org.ash.nn.Network;
import org.ash.spi.Backend;
import org.ash.train.StepReport;
import org.ash.train.Trainer;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingListener;

/** Trains a few steps to see how fast a machine is; nothing is kept. */
public final class SpeedProbe {
  /** The first steps also compile what engine and Java compile lazily. */
  private static final int IGNORED = 3;

  private static final int MEASURED = 4;

  private SpeedProbe() {}

  /** Images in a second of training. */
  public static double imagesPerSecond(
      Network network, TrainingConfig config, DataSet data, Backend backend) {
    Steps steps = new Steps();
    try (Trainer trainer =
        Trainer.builder(network, data.train(), backend).config(config).listener(steps).build()) {
      steps.stop = trainer::requestStop;
      trainer.run();
    }
    List<StepReport> seen = steps.reports;
    List<StepReport> counted = seen.subList(Math.min(IGNORED, seen.size() - 1), seen.size());
    return counted.stream().mapToInt(StepReport::examples).sum()
        / counted.stream().mapToDouble(StepReport::seconds).sum();
  }

  private static final class Steps implements TrainingListener {
    private final List<StepReport> reports = new ArrayList<>();
    private Runnable stop = () -> {};

    @Override
    public void onStep(StepReport report) {
      reports.add(report);
      if (reports.size() >= IGNORED + MEASURED) {
        stop.run();
      }
    }
  }
}
