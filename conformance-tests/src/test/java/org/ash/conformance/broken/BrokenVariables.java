package org.ash.conformance.broken;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.ash.ir.GraphModule;
import org.ash.ir.Variable;
import org.ash.spi.BackendException;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Bugs in reading, writing and assigning variables. */
final class BrokenVariables {
  private BrokenVariables() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "assigned-in-sequence",
            "An assignment sees what the one before it has assigned.",
            List.of("LIFE-assigned-together"),
            Rewriting.assigningInSequence()),
        new BrokenBackend(
            "zero-initial-values",
            "Variables begin with 0.",
            List.of("LIFE-initial-values", "LIFE-any-batch"),
            ForwardingBackend.loading(
                sound -> {
                  for (Variable variable : sound.module().initialValues().keySet()) {
                    sound.write(
                        variable.name(), Tensor.allocate(variable.dtype(), variable.shape()));
                  }
                  return sound;
                })),
        new BrokenBackend(
            "stale-statistics",
            "Only the first run of a graph assigns.",
            List.of("LIFE-every-assignment", "LIFE-serial-assignments"),
            ForwardingBackend.loading(BrokenVariables::assigningOnce)),
        new BrokenBackend(
            "lost-update",
            "What a second thread assigns is lost.",
            List.of("LIFE-serial-assignments"),
            ForwardingBackend.loading(BrokenVariables::losingUpdates)),
        new BrokenBackend(
            "names-shared",
            "Outputs and variables share one table of names, and the variables win.",
            List.of("LIFE-names-apart"),
            ForwardingBackend.loading(BrokenVariables::returningVariables)),
        new BrokenBackend(
            "half-done",
            "A run that fails has assigned some of the variables.",
            List.of("LIFE-failed-run"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
                        try {
                          return sound.run(graph, feeds);
                        } catch (BackendException failure) {
                          for (Variable variable : sound.module().initialValues().keySet()) {
                            sound.write(
                                variable.name(),
                                Tensor.allocate(variable.dtype(), variable.shape()));
                          }
                          throw failure;
                        }
                      }
                    })),
        new BrokenBackend(
            "read-initial",
            "A variable is read as it was when it was loaded.",
            List.of("CHECK-write", "EXPORT-ash", "EXPORT-wrn"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public Tensor read(String variable) {
                        return sound
                            .module()
                            .initialValues()
                            .get(sound.module().variable(variable))
                            .copy();
                      }
                    })),
        new BrokenBackend(
            "read-live",
            "A variable is read as the engine's own memory.",
            List.of("LIFE-read-copies"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      private final Map<String, Tensor> live = new HashMap<>();

                      @Override
                      public Tensor read(String variable) {
                        return live.computeIfAbsent(variable, sound::read);
                      }
                    })),
        new BrokenBackend(
            "weights-as-laid-out",
            "A convolution's kernel is read as it lies in memory, output channels innermost.",
            List.of("LIFE-logical-order"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public Tensor read(String variable) {
                        Tensor value = sound.read(variable);
                        int outer = value.shape().rank() == 4 ? (int) value.shape().dim(0) : 1;
                        int inner = value.size() / outer;
                        return Tensor.generate(
                            value.dtype(),
                            value.shape(),
                            i -> value.get(i % outer * inner + i / outer));
                      }
                    })),
        new BrokenBackend(
            "write-ignored",
            "What is written into a variable is dropped.",
            List.of("LIFE-write-copies", "LIFE-write-checked", "LIFE-many-programs"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public void write(String variable, Tensor value) {}
                    })),
        new BrokenBackend(
            "write-keeps",
            "What is written into a variable is kept, not copied.",
            List.of("LIFE-write-copies"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      private final Map<String, Tensor> kept = new HashMap<>();

                      @Override
                      public void write(String variable, Tensor value) {
                        sound.write(variable, value);
                        kept.put(variable, value);
                      }

                      @Override
                      public Tensor read(String variable) {
                        return kept.getOrDefault(variable, sound.read(variable));
                      }
                    })),
        new BrokenBackend(
            "write-unchecked",
            "A value that does not fit its variable is dropped without a word.",
            List.of("LIFE-write-checked"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public void write(String variable, Tensor value) {
                        Tensor before = sound.read(variable);
                        if (before.shape().equals(value.shape())
                            && before.dtype() == value.dtype()) {
                          sound.write(variable, value);
                        }
                      }
                    })));
  }

  private static Executable returningVariables(Executable sound) {
    return new ForwardingExecutable(sound) {
      @Override
      public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        Map<String, Tensor> results = new LinkedHashMap<>(sound.run(graph, feeds));
        for (Variable variable : sound.module().initialValues().keySet()) {
          results.computeIfPresent(variable.name(), (name, y) -> sound.read(name));
        }
        return results;
      }
    };
  }

  private static Executable assigningOnce(Executable sound) {
    Set<String> done = new HashSet<>();
    return new ForwardingExecutable(sound) {
      @Override
      public synchronized Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        return done.add(graph) ? sound.run(graph, feeds) : undone(sound, graph, feeds);
      }
    };
  }

  private static Executable losingUpdates(Executable sound) {
    AtomicReference<Thread> first = new AtomicReference<>();
    return new ForwardingExecutable(sound) {
      @Override
      public synchronized Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
        first.compareAndSet(null, Thread.currentThread());
        return first.get() == Thread.currentThread()
            ? sound.run(graph, feeds)
            : undone(sound, graph, feeds);
      }
    };
  }

  /** A run whose assignments are undone. */
  private static Map<String, Tensor> undone(
      Executable sound, String graph, Map<String, Tensor> feeds) {
    Map<String, Tensor> before = new LinkedHashMap<>();
    GraphModule module = sound.module();
    for (Variable variable : module.graph(graph).assignments().keySet()) {
      before.put(variable.name(), sound.read(variable.name()));
    }
    Map<String, Tensor> results = sound.run(graph, feeds);
    before.forEach(sound::write);
    return results;
  }
}
