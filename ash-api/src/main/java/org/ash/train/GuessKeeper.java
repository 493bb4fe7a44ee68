package org.ash.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Keeps a few examples of an evaluation: some evenly spaced over the set, and those that the
 * network was surest about though it was wrong. Of equally sure ones the first are kept.
 */
final class GuessKeeper {
  private static final Comparator<Guess> BY_PROBABILITY =
      Comparator.comparingDouble(Guess::probability);

  private final long examples;
  private final int most;
  private final List<Guess> sample = new ArrayList<>();
  private final PriorityQueue<Guess> worst = new PriorityQueue<>(BY_PROBABILITY);
  private long seen;

  /**
   * With nothing yet.
   *
   * @param examples how many will come, at most
   * @param most how many of each kind are kept
   */
  GuessKeeper(long examples, int most) {
    this.examples = examples;
    this.most = most;
  }

  /** Looks at an example of a batch; its image is copied where it is kept. */
  void add(Tensor images, int index, int actual, int guessed, double probability) {
    boolean sampled = sample.size() < most && seen >= sample.size() * examples / most;
    boolean missed =
        actual != guessed
            && !Double.isNaN(probability)
            && (worst.size() < most || probability > worst.element().probability());
    seen++;
    if (!sampled && !missed) {
      return;
    }
    Guess guess = new Guess(image(images, index), actual, guessed, probability);
    if (sampled) {
      sample.add(guess);
    }
    if (missed) {
      worst.add(guess);
      if (worst.size() > most) {
        worst.remove();
      }
    }
  }

  private static Tensor image(Tensor images, int index) {
    Shape one = Shape.of(images.shape().dim(1), images.shape().dim(2), images.shape().dim(3));
    int size = images.size() / (int) images.shape().dim(0);
    return Tensor.generate(DType.FLOAT32, one, i -> images.get(index * size + i));
  }

  /** Evenly spaced over the set. */
  List<Guess> sample() {
    return List.copyOf(sample);
  }

  /** The surest of the wrong ones first. */
  List<Guess> worst() {
    return worst.stream().sorted(BY_PROBABILITY.reversed()).toList();
  }
}
