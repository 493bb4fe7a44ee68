package org.ash.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How contenders are measured: each in its own process, all ready at once; in every round each does
 * the same number of steps, one contender after the other.
 *
 * @param rounds counted rounds, at least 1
 * @param steps steps of each contender in a round, at least 1
 * @param warmUp steps of each contender before the first round
 * @param jvmOptions options of the processes, as {@code -Xmx1g}
 */
public record Rounds(int rounds, int steps, int warmUp, List<String> jvmOptions) {

  /** Checks the numbers and copies the list. */
  public Rounds {
    if (rounds < 1 || steps < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "A benchmark has at least 1 round of 1 step, given " + rounds + " of " + steps + ".");
    }
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * Measures.
   *
   * @param progress told what is being done, for a person who waits
   * @return a measurement of each contender, in order
   * @throws IOException when a process cannot be started or ends early
   */
  public List<Measurement> measure(List<Contender> contenders, Consumer<String> progress)
      throws IOException {
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        progress.accept("loading " + contender);
        workers.add(WorkerProcess.start(contender, jvmOptions));
      }
      List<WorkerProcess.Answer> before = new ArrayList<>();
      for (int i = 0; i < workers.size(); i++) {
        progress.accept("warming up " + contenders.get(i));
        before.add(workers.get(i).steps(warmUp));
      }
      List<List<Double>> stepMillis = new ArrayList<>();
      List<WorkerProcess.Answer> last = new ArrayList<>(before);
      for (int i = 0; i < workers.size(); i++) {
        stepMillis.add(new ArrayList<>());
      }
      for (int round = 1; round <= rounds; round++) {
        for (int i = 0; i < workers.size(); i++) {
          progress.accept("round " + round + " of " + rounds + ": " + contenders.get(i));
          WorkerProcess.Answer answer = workers.get(i).steps(steps);
          stepMillis.get(i).add(answer.millis() / steps);
          last.set(i, answer);
        }
      }
      List<Measurement> measurements = new ArrayList<>();
      for (int i = 0; i < workers.size(); i++) {
        measurements.add(
            new Measurement(
                contenders.get(i),
                stepMillis.get(i),
                workers.get(i).ready().millis(),
                last.get(i).peakMib(),
                last.get(i).currentMib() - before.get(i).currentMib()));
      }
      return measurements;
    } finally {
      for (WorkerProcess worker : workers) {
        worker.close();
      }
    }
  }
}
