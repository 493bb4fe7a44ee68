package org.ash.conformance.broken;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.ash.ir.GraphModule;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Bugs in runs: batches, feeds, results, threads. */
final class BrokenRuns {
  private BrokenRuns() {}

  /** A run, gone wrong. */
  @FunctionalInterface
  private interface Run {
    Map<String, Tensor> of(Executable sound, String graph, Map<String, Tensor> feeds);
  }

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "aliasing-buffers",
            "Each run returns the same buffers, filled anew.",
            List.of("LIFE-results-owned"),
            ForwardingBackend.loading(BrokenRuns::aliasing)),
        new BrokenBackend(
            "fixed-batch",
            "The number of examples of the first run is the only one taken.",
            List.of("LIFE-any-batch"),
            ForwardingBackend.loading(BrokenRuns::fixedBatch)),
        new BrokenBackend(
            "first-example-only",
            "Only the first example of a batch is computed.",
            List.of("LIFE-any-batch"),
            ForwardingExecutable.spoiling(
                (y, fed) -> {
                  int examples = y.shape().rank() == 0 ? 1 : (int) y.shape().dim(0);
                  for (int i = y.size() / Math.max(1, examples); i < y.size(); i++) {
                    y.set(i, 0);
                  }
                  return y;
                })),
        broken(
            "missing-output",
            "The last output is left out.",
            List.of("LIFE-every-output"),
            (sound, graph, feeds) -> {
              Map<String, Tensor> results = sound.run(graph, feeds);
              results.keySet().remove(List.copyOf(results.keySet()).get(results.size() - 1));
              return results;
            }),
        broken(
            "additional-output",
            "An output appears that nobody declared.",
            List.of("LIFE-every-output"),
            (sound, graph, feeds) -> {
              Map<String, Tensor> results = sound.run(graph, feeds);
              results.put("scratch", results.values().iterator().next());
              return results;
            }),
        new BrokenBackend(
            "results-not-written",
            "The caller's tensors stay as they were.",
            List.of("LIFE-results-into"),
            into((sound, call) -> sound.run(call.graph(), call.feeds()))),
        new BrokenBackend(
            "results-unchecked",
            "Unknown results and results of a wrong shape are ignored.",
            List.of("LIFE-results-checked", "LIFE-refused-run"),
            into(
                (sound, call) ->
                    sound
                        .run(call.graph(), call.feeds())
                        .forEach(
                            (name, tensor) -> {
                              Tensor result = call.results().get(name);
                              if (result != null && result.shape().equals(tensor.shape())) {
                                result.bytes().put(tensor.bytes());
                              }
                            }))),
        new BrokenBackend(
            "read-only-results",
            "Results over read-only memory are dropped without a word.",
            List.of("LIFE-results-checked"),
            into(
                (sound, call) -> {
                  Map<String, Tensor> writable = new LinkedHashMap<>(call.results());
                  writable.values().removeIf(Tensor::isReadOnly);
                  sound.run(call.graph(), call.feeds(), writable);
                })),
        new BrokenBackend(
            "checked-too-late",
            "Results are checked after the run has assigned.",
            List.of("LIFE-refused-run"),
            into(
                (sound, call) -> {
                  Map<String, Tensor> computed = sound.run(call.graph(), call.feeds());
                  call.results()
                      .forEach(
                          (name, tensor) -> {
                            if (!computed.get(name).shape().equals(tensor.shape())) {
                              throw new IllegalArgumentException("'" + name + "' does not fit.");
                            }
                            tensor.bytes().put(computed.get(name).bytes());
                          });
                })),
        broken(
            "feeds-written",
            "A run uses what it is fed as its scratch memory.",
            List.of("LIFE-feeds-borrowed"),
            (sound, graph, feeds) -> {
              Map<String, Tensor> results = sound.run(graph, feeds);
              feeds.values().forEach(fed -> fed.set(0, 0));
              return results;
            }),
        broken(
            "feeds-unchecked",
            "Unknown feeds are ignored.",
            List.of("LIFE-feeds-checked"),
            (sound, graph, feeds) -> {
              Map<String, Tensor> known = new LinkedHashMap<>(feeds);
              GraphModule module = sound.module();
              known
                  .keySet()
                  .removeIf(
                      name ->
                          module.graph(graph).inputs().stream()
                              .noneMatch(input -> input.name().equals(name)));
              return sound.run(graph, known);
            }),
        broken(
            "batch-of-none",
            "A batch without examples gives results without examples.",
            List.of("LIFE-feeds-checked"),
            (sound, graph, feeds) -> {
              Tensor x = feeds.get("x");
              return x != null && x.shape().rank() == 2 && x.shape().dim(0) == 0
                  ? Map.of("y", x)
                  : sound.run(graph, feeds);
            }),
        broken(
            "unnamed-refusal",
            "What is wrong with a feed is not said.",
            List.of("LIFE-feeds-checked"),
            (sound, graph, feeds) -> {
              try {
                return sound.run(graph, feeds);
              } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException("Invalid argument.", refused);
              }
            }),
        new BrokenBackend(
            "shared-scratch",
            "Runs of several threads write into one scratch memory.",
            List.of("LIFE-concurrent-runs"),
            ForwardingBackend.loading(BrokenRuns::sharedScratch)));
  }

  private static BrokenBackend broken(String name, String bug, List<String> caughtBy, Run run) {
    return new BrokenBackend(
        name,
        bug,
        caughtBy,
        ForwardingBackend.loading(
            sound ->
                new ForwardingExecutable(sound) {
                  @Override
                  public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
                    return run.of(sound, graph, feeds);
                  }
                }));
  }

  /** The arguments of a run into tensors of the caller. */
  private record Call(String graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {}

  /** Such a run, gone wrong. */
  @FunctionalInterface
  private interface Into {
    void run(Executable sound, Call call);
  }

  private static UnaryOperator<Backend> into(Into into) {
    return ForwardingBackend.loading(
        sound ->
            new ForwardingExecutable(sound) {
              @Override
              public void run(
                  String graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
                into.run(sound, new Call(graph, feeds, results));
              }
            });
  }

  private static Executable aliasing(Executable sound) {
    Map<String, Tensor> buffers = new HashMap<>();
    return new ForwardingExecutable(sound) {
      @Override
      public synchronized Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        Map<String, Tensor> results = sound.run(graph, feeds);
        results.replaceAll(
            (name, y) -> {
              Tensor buffer = buffers.computeIfAbsent(graph + name + y.shape(), key -> y.copy());
              buffer.bytes().put(y.bytes());
              return buffer;
            });
        return results;
      }
    };
  }

  private static Executable fixedBatch(Executable sound) {
    AtomicReference<Long> first = new AtomicReference<>();
    return new ForwardingExecutable(sound) {
      @Override
      public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        for (Tensor fed : feeds.values()) {
          first.compareAndSet(null, fed.shape().dim(0));
          if (fed.shape().dim(0) != first.get()) {
            throw new BackendException("The engine was built for " + first.get() + " examples.");
          }
        }
        return sound.run(graph, feeds);
      }
    };
  }

  /** What a thread wrote. */
  private record Scratch(Thread thread, Map<String, Tensor> results) {}

  private static Executable sharedScratch(Executable sound) {
    AtomicReference<Scratch> scratch = new AtomicReference<>();
    return new ForwardingExecutable(sound) {
      @Override
      public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        Scratch mine = new Scratch(Thread.currentThread(), sound.run(graph, feeds));
        Scratch other = scratch.getAndSet(mine);
        return other == null || other.thread() == mine.thread() ? mine.results() : other.results();
      }
    };
  }
}
