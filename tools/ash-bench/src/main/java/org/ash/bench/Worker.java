package org.ash.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The process that runs one contender: reads a number of steps a line from its input, does them,
 * and answers {@code TAG milliseconds currentMiB peakMiB}; the first answer is the start of the
 * engine, the second the making of graphs, their loading and the first step.
 */
public final class Worker {
  /** Begins each answer, to tell it from what an engine prints. */
  static final String TAG = "ash-bench";

  private Worker() {}

  /** Arguments as {@link Contender#toArguments} gives them. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    Contender contender = Contender.fromArguments(Arrays.asList(arguments));
    long begin = System.nanoTime();
    try (Engine engine = Engine.start(contender)) {
      answer(answers, begin);
      work(engine, answers);
    }
  }

  private static void work(Engine engine, PrintStream answers) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    long loading = System.nanoTime();
    try (Workload workload = engine.load()) {
      // The first step belongs to getting ready: engines compile lazily.
      workload.step();
      answer(answers, loading);
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        int steps = Integer.parseInt(line);
        long begin = System.nanoTime();
        for (int i = 0; i < steps; i++) {
          workload.step();
        }
        answer(answers, begin);
      }
    }
  }

  private static void answer(PrintStream answers, long begin) {
    double millis = (System.nanoTime() - begin) / 1e6;
    // Else the memory that is resident now is what the collector has not yet come to.
    System.gc();
    answers.printf(
        Locale.ROOT,
        "%s %.4f %.1f %.1f%n",
        TAG,
        millis,
        ResidentMemory.currentMib().orElse(Double.NaN),
        ResidentMemory.peakMib().orElse(Double.NaN));
    answers.flush();
  }
}
