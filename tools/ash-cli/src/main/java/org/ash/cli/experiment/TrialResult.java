package org.ash.cli.experiment;

import java.util.List;
import org.ash.cli.run.EpochMetrics;

/**
 * How a trial came out; a line of {@code results.jsonl}.
 *
 * @param data specification of the data set
 * @param status {@code completed}, {@code early_stopped} or {@code failed}
 * @param error why it failed; empty when it did not
 * @param epochs what each epoch gave, in order
 * @param seconds time of all epochs, evaluations included
 */
public record TrialResult(
    Trial trial,
    String data,
    String status,
    String error,
    List<EpochMetrics> epochs,
    double seconds) {
  /** The training ended by an error: its loss was not finite, or the engine broke down. */
  public static final String FAILED = "failed";

  /** Copies the list. */
  public TrialResult {
    epochs = List.copyOf(epochs);
  }

  /** Whether there is a result to compare. */
  public boolean succeeded() {
    return !status.equals(FAILED) && !epochs.isEmpty();
  }

  /** The last epoch of one that succeeded: the best one would be chosen by the test images. */
  public EpochMetrics last() {
    return epochs.get(epochs.size() - 1);
  }
}
