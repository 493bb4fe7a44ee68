package org.ash.conformance.rule;

import static org.ash.conformance.rule.ContractProgram.batch;
import static org.ash.conformance.rule.ContractProgram.differs;
import static org.ash.conformance.rule.ContractProgram.scaled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Executable;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** Closing, threads, many programs at once. */
final class LifetimeRules {
  private static final int THREADS = 4;
  private static final int RUNS = 50;
  private static final int PROGRAMS = 20;
  private static final long PATIENCE_SECONDS = 60;

  private LifetimeRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "LIFE-close-twice",
            "A second close of an executable or a backend does nothing.",
            LifetimeRules::closeTwice),
        rule(
            "LIFE-use-after-close",
            "Whatever is called on a closed executable throws IllegalStateException, wrong names and"
                + " types before all else.",
            trial ->
                ContractRules.hold(
                    trial,
                    "executable",
                    executable -> {
                      executable.close();
                      return stillWorks(executable);
                    })),
        rule(
            "LIFE-backend-close",
            "Closing a backend closes what it loaded; it loads no more.",
            LifetimeRules::closeBackend),
        rule(
            "LIFE-close-waits",
            "Closing lets running calls end well and turns later ones away.",
            trial ->
                ContractRules.hold(trial, "runs on 4 threads", LifetimeRules::closeWhileRunning)),
        rule(
            "LIFE-concurrent-runs",
            "Runs of graphs without assignments at the same time give the right results.",
            trial -> {
              ContractRules.hold(
                  trial,
                  "4 threads, batches of 1 to 4",
                  executable ->
                      onThreads(thread -> scales(executable, thread, ContractProgram.w())));
              ContractRules.hold(
                  trial, "3 threads beside one that assigns", LifetimeRules::besideAssignments);
            }),
        rule(
            "LIFE-serial-assignments",
            "Runs of graphs with assignments at the same time lose no assignment.",
            trial ->
                ContractRules.hold(
                    trial,
                    "4 threads count",
                    executable -> {
                      Tensor one = Tensor.ofFloats(new float[] {1, 1}, 2);
                      Optional<String> failed =
                          onThreads(
                              thread -> {
                                for (int run = 0; run < RUNS; run++) {
                                  executable.run("count", Map.of("x", one));
                                }
                                return Optional.empty();
                              });
                      float sum = THREADS * RUNS;
                      Tensor expected = Tensor.ofFloats(new float[] {3 + sum, sum - 4}, 2);
                      return failed.or(() -> differs("w", executable.read("w"), expected));
                    })),
        rule(
            "LIFE-separate-variables",
            "Two executables of one module share nothing.",
            trial ->
                ContractRules.hold(
                    trial,
                    "swap in one",
                    executable -> {
                      try (Executable other = trial.backend().load(ContractProgram.module())) {
                        other.run("swap", Map.of());
                      }
                      return differs("w", executable.read("w"), ContractProgram.w());
                    })),
        rule(
            "LIFE-many-programs",
            "Many executables live at the same time, and closing some harms no other.",
            trial ->
                ContractRules.hold(
                    trial, PROGRAMS + " programs", executable -> manyPrograms(trial.backend()))));
  }

  private static Rule rule(String id, String sentence, RuleCheck check) {
    return Rule.required(id, Level.LIFECYCLE, sentence, check);
  }

  private static void closeTwice(Trial trial) {
    ContractRules.hold(
        trial,
        "executable",
        executable -> {
          executable.close();
          executable.close();
          return Optional.empty();
        });
    trial.hold(
        "backend",
        () -> {
          Backend backend = trial.provider().open(BackendOptions.defaults());
          backend.close();
          backend.close();
          return Optional.empty();
        });
  }

  private static void closeBackend(Trial trial) {
    ContractRules.hold(
        trial,
        "backend",
        ignored -> {
          Backend backend = trial.provider().open(BackendOptions.defaults());
          Executable executable = backend.load(ContractProgram.module());
          backend.close();
          return stillWorks(executable)
              .or(() -> accepted("load", () -> backend.load(ContractProgram.module()).toString()));
        });
  }

  private static Optional<String> stillWorks(Executable executable) {
    Map<String, Tensor> results = Map.of("y", scaled(1, ContractProgram.w()));
    return accepted("run", () -> executable.run("scale", batch(1)))
        .or(
            () ->
                accepted(
                    "run into results",
                    () -> {
                      executable.run("scale", batch(1), results);
                      return results;
                    }))
        .or(() -> accepted("read", () -> executable.read("w")))
        .or(
            () ->
                accepted(
                    "write",
                    () -> {
                      executable.write("w", ContractProgram.w());
                      return results;
                    }))
        .or(() -> accepted("module", executable::module))
        .or(() -> accepted("run of no graph", () -> executable.run("missing", batch(1))))
        .or(() -> accepted("run without feeds", () -> executable.run("scale", Map.of())))
        .or(() -> accepted("read of nothing", () -> executable.read("missing")))
        .or(
            () ->
                accepted(
                    "write of another type",
                    () -> {
                      executable.write("w", Tensor.allocate(DType.INT32, Shape.of(2)));
                      return results;
                    }));
  }

  private static Optional<String> accepted(String method, Callable<?> call) {
    try {
      return Optional.of(method + " returned " + call.call());
    } catch (IllegalStateException expected) {
      return Optional.empty();
    } catch (Exception other) {
      return Optional.of(method + " threw " + other + " instead of IllegalStateException");
    }
  }

  private static Optional<String> closeWhileRunning(Executable executable) {
    CountDownLatch running = new CountDownLatch(THREADS);
    Tensor expected = scaled(5, ContractProgram.w());
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Optional<String>>> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        threads.add(
            pool.submit(
                () -> {
                  try {
                    Optional<String> wrong = Optional.empty();
                    while (wrong.isEmpty()) {
                      wrong = differs("y", executable.run("scale", batch(5)).get("y"), expected);
                      running.countDown();
                    }
                    return wrong;
                  } catch (IllegalStateException closed) {
                    return Optional.empty();
                  }
                }));
      }
      if (!running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.of("no run ended within " + PATIENCE_SECONDS + " s");
      }
      executable.close();
      return firstFinding(threads);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("it was interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  /** What one of several threads does. */
  @FunctionalInterface
  private interface Work {
    Optional<String> on(int thread);
  }

  private static Optional<String> onThreads(Work work) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Optional<String>>> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        threads.add(pool.submit(() -> work.on(number)));
      }
      return firstFinding(threads);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Runs one after another, each with one of these values of {@code w}. */
  private static Optional<String> scales(Executable executable, int thread, Tensor... w) {
    Optional<String> wrong = Optional.empty();
    for (int run = 0; run < RUNS && wrong.isEmpty(); run++) {
      Tensor y = executable.run("scale", batch(thread + 1)).get("y");
      List<Optional<String>> differences =
          Arrays.stream(w)
              .map(value -> differs("y of thread " + thread, y, scaled(thread + 1, value)))
              .toList();
      wrong =
          differences.contains(Optional.<String>empty()) ? Optional.empty() : differences.get(0);
    }
    return wrong;
  }

  /** Whatever the moment, w is the one value or the other and no mixture of them. */
  private static Optional<String> besideAssignments(Executable executable) {
    return onThreads(
        thread -> {
          if (thread > 0) {
            return scales(executable, thread, ContractProgram.w(), ContractProgram.v());
          }
          for (int run = 0; run < RUNS; run++) {
            executable.run("swap", Map.of());
          }
          return Optional.empty();
        });
  }

  private static Optional<String> firstFinding(List<Future<Optional<String>>> threads) {
    Optional<String> first = Optional.empty();
    for (Future<Optional<String>> thread : threads) {
      Optional<String> finding;
      try {
        finding = thread.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        finding = Optional.of("a thread threw " + failed.getCause());
      } catch (TimeoutException late) {
        finding = Optional.of("a thread did not end within " + PATIENCE_SECONDS + " s");
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        finding = Optional.of("it was interrupted");
      }
      first = first.isPresent() ? first : finding;
    }
    return first;
  }

  private static Optional<String> manyPrograms(Backend backend) {
    List<Executable> programs = new ArrayList<>();
    try {
      for (int i = 0; i < PROGRAMS; i++) {
        Executable program = backend.load(ContractProgram.module());
        programs.add(program);
        program.write("w", Tensor.ofFloats(new float[] {i, -i}, 2));
      }
      for (int i = 0; i < PROGRAMS; i += 2) {
        programs.get(i).close();
      }
      for (int i = 1; i < PROGRAMS; i += 2) {
        Tensor w = Tensor.ofFloats(new float[] {i, -i}, 2);
        Optional<String> wrong =
            differs(
                "y of program " + i, programs.get(i).run("scale", batch(3)).get("y"), scaled(3, w));
        if (wrong.isPresent()) {
          return wrong;
        }
      }
      return Optional.empty();
    } finally {
      programs.forEach(Executable::close);
    }
  }
}
