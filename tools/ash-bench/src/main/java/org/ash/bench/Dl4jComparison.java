package org.ash.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.ash.bench.Contender.Work;

/**
 * ResNet-20 on the dl4j backend beside the same network as DL4J's own ComputationGraph, and on the
 * TensorFlow backend, all in one sitting.
 *
 * @param measurements of DL4J's own network, the dl4j backend with ReLU and with ASH, and the
 *     TensorFlow backend with ReLU
 * @param overComputationGraph images/s of the dl4j backend over DL4J's own network, ReLU
 * @param overTensorFlow images/s of the dl4j backend over the TensorFlow backend, ReLU
 * @param ashStep step with ASH over step with ReLU, both on the dl4j backend
 */
public record Dl4jComparison(
    List<Measurement> measurements,
    PeerComparison.Ratio overComputationGraph,
    PeerComparison.Ratio overTensorFlow,
    PeerComparison.Ratio ashStep) {
  // A step of DL4J's own network takes seconds.
  private static final int STEPS_IN_A_ROUND = 2;
  private static final int WARM_UP = 4;

  /** Copies the list. */
  public Dl4jComparison {
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
  public static Dl4jComparison measure(int rounds, int batch, Consumer<String> progress)
      throws IOException {
    List<Measurement> measurements =
        new Rounds(rounds, STEPS_IN_A_ROUND, WARM_UP, List.of())
            .measure(
                List.of(
                    Contender.computationGraph(batch),
                    Contender.of(Work.TRAIN, "resnet-20", "relu", "dl4j", batch),
                    Contender.of(Work.TRAIN, "resnet-20", "ash", "dl4j", batch),
                    Contender.of(Work.TRAIN, "resnet-20", "relu", "tensorflow", batch)),
                progress);
    Measurement ours = measurements.get(1);
    // Images/s is the inverse of the step: the other's step over ours.
    return new Dl4jComparison(
        measurements,
        PeerComparison.Ratio.of(measurements.get(0).stepRatios(ours)),
        PeerComparison.Ratio.of(measurements.get(3).stepRatios(ours)),
        PeerComparison.Ratio.of(measurements.get(2).stepRatios(ours)));
  }
}
