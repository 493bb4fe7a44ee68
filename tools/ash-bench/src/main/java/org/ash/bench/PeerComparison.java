package org.ash.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.ash.bench.Contender.Work;

/**
 * ResNet-20 on the TensorFlow backend beside the same network written by hand in TensorFlow Java,
 * all in one sitting: speed, memory, growth of memory, and the time that a deep network takes to
 * load.
 *
 * @param measurements of the hand-written program, this project with ReLU, and with ASH
 * @param speed images/s of this project over the hand-written program, both with ReLU
 * @param ashStep step with ASH over step with ReLU, both in this project
 * @param memory peak resident memory of this project over the hand-written program's, both ReLU
 * @param growth growth of resident memory over {@link #GROWTH_STEPS} steps
 * @param deepLoad what ResNet-164 with ASH takes until its first step is done
 */
public record PeerComparison(
    List<Measurement> measurements,
    Ratio speed,
    Ratio ashStep,
    double memory,
    Growth growth,
    DeepLoad deepLoad) {
  /** Steps before resident memory is read for the first time. */
  public static final int WARM_UP_STEPS = 200;

  /** Steps between the two readings. */
  public static final int GROWTH_STEPS = 500;

  /** Heap of the process whose memory is watched, so that growth is not the collector's. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  private static final int STEPS_IN_A_ROUND = 10;
  private static final int WARM_UP = 15;

  /**
   * A ratio, round by round.
   *
   * @param median middle of the rounds
   * @param interval interval of the median
   */
  public record Ratio(double median, Statistics.Interval interval) {
    static Ratio of(List<Double> ratios) {
      return new Ratio(Statistics.median(ratios), Statistics.medianInterval(ratios));
    }
  }

  /**
   * Resident memory before and after.
   *
   * @param beforeMib after the warm-up
   * @param afterMib after the further steps
   */
  public record Growth(double beforeMib, double afterMib) {
    /** The growth, MiB. */
    public double mib() {
      return afterMib - beforeMib;
    }
  }

  /**
   * A deep network in a process that has just begun.
   *
   * @param engineMillis start of the engine, its natives loaded
   * @param modelMillis then: graph, gradients, initial weights, loading and the first step
   */
  public record DeepLoad(double engineMillis, double modelMillis) {}

  /** Copies the list. */
  public PeerComparison {
    measurements = List.copyOf(measurements);
  }

  /**
   * Measures.
   *
   * @param rounds interleaved rounds, at least 8 for an interval worth its name
   * @param batch images in a step
   * @param progress told what is being done
   * @throws IOException when a process cannot be started or ends early
   */
  public static PeerComparison measure(int rounds, int batch, Consumer<String> progress)
      throws IOException {
    Contender relu = Contender.of(Work.TRAIN, "resnet-20", "relu", "tensorflow", batch);
    Contender ash = Contender.of(Work.TRAIN, "resnet-20", "ash", "tensorflow", batch);
    List<Measurement> measurements =
        new Rounds(rounds, STEPS_IN_A_ROUND, WARM_UP, List.of())
            .measure(List.of(Contender.handWritten(batch), relu, ash), progress);
    Measurement peer = measurements.get(0);
    Measurement ours = measurements.get(1);
    // Images/s is the inverse of the step: the peer's step over ours.
    return new PeerComparison(
        measurements,
        Ratio.of(peer.stepRatios(ours)),
        Ratio.of(measurements.get(2).stepRatios(ours)),
        ours.peakRssMib() / peer.peakRssMib(),
        growth(relu, progress),
        deepLoad(progress));
  }

  private static Growth growth(Contender contender, Consumer<String> progress) throws IOException {
    progress.accept("watching the memory of " + contender);
    try (WorkerProcess worker = WorkerProcess.start(contender, FIXED_HEAP)) {
      double before = worker.steps(WARM_UP_STEPS).currentMib();
      return new Growth(before, worker.steps(GROWTH_STEPS).currentMib());
    }
  }

  private static DeepLoad deepLoad(Consumer<String> progress) throws IOException {
    Contender deep = Contender.of(Work.TRAIN, "resnet-164", "ash", "tensorflow", 2);
    progress.accept("loading " + deep);
    try (WorkerProcess worker = WorkerProcess.start(deep, List.of())) {
      return new DeepLoad(worker.started().millis(), worker.ready().millis());
    }
  }
}
