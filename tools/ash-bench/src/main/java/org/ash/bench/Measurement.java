package org.ash.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What rounds gave for one contender.
 *
 * @param contender what was measured
 * @param stepMillis mean time of a step in each round, milliseconds
 * @param readyMillis time from the start to the end of the first step, milliseconds
 * @param peakRssMib highest resident memory of its process, MiB; NaN where the system does not tell
 * @param growthMib growth of its resident memory over the rounds, from before the first to after
 *     the last, MiB; NaN where the system does not tell
 */
public record Measurement(
    Contender contender,
    List<Double> stepMillis,
    double readyMillis,
    double peakRssMib,
    double growthMib) {

  /** Copies the list. */
  public Measurement {
    stepMillis = List.copyOf(stepMillis);
  }

  /** Median over the rounds, milliseconds. */
  public double medianStepMillis() {
    return Statistics.median(stepMillis);
  }

  /** Images in a second at the median step. */
  public double imagesPerSecond() {
    return 1000 * contender.batch() / medianStepMillis();
  }

  /** This contender's step over another's, round by round. */
  public List<Double> stepRatios(Measurement other) {
    return IntStream.range(0, stepMillis.size())
        .mapToObj(round -> stepMillis.get(round) / other.stepMillis.get(round))
        .toList();
  }
}
