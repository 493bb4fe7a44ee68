package org.ash.cli.experiment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The trials that wait, handed out to whoever is free until the time is up or it is closed. */
final class TrialQueue {
  private final Deque<Trial> waiting;
  private final int jobs;
  private final OptionalLong deadline;
  private int ended;
  private double seconds;
  private boolean closed;

  /**
   * Nothing is handed out yet.
   *
   * @param waiting in order
   * @param jobs how many work at a time
   * @param deadline of {@link System#nanoTime}; empty for none
   */
  TrialQueue(List<Trial> waiting, int jobs, OptionalLong deadline) {
    this.waiting = new ArrayDeque<>(waiting);
    this.jobs = jobs;
    this.deadline = deadline;
  }

  /**
   * A trial to run.
   *
   * @param waiting how many are left after it
   * @param secondsLeft until the last one ends, by those that have; 0 while none has
   */
  record Turn(Trial trial, int waiting, double secondsLeft) {}

  /** The next trial; empty when there is none, or none is to begin any more. */
  synchronized Optional<Turn> next() {
    if (isClosed() || waiting.isEmpty()) {
      return Optional.empty();
    }
    double rounds = Math.ceil((double) waiting.size() / jobs);
    double secondsLeft = ended == 0 ? 0 : seconds / ended * rounds;
    Trial trial = waiting.remove();
    return Optional.of(new Turn(trial, waiting.size(), secondsLeft));
  }

  /** One of them has ended. */
  synchronized void ended(double took) {
    ended++;
    seconds += took;
  }

  /** Ends it: nothing more is handed out, and what runs is to stop. */
  synchronized void close() {
    closed = true;
  }

  /** Whether it was closed or the time is up. */
  synchronized boolean isClosed() {
    // A difference, for nanoTime may overflow.
    return closed || (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() >= 0);
  }
}
