package org.ash.conformance.broken;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ash.ir.GraphModule;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Bugs in closing, in programs side by side and in threads. */
final class BrokenLifecycle {
  private BrokenLifecycle() {}

  static List<BrokenBackend> all() {
    return List.of(
        new BrokenBackend(
            "second-close",
            "A second close of an executable throws.",
            List.of("LIFE-close-twice"),
            ForwardingBackend.loading(BrokenLifecycle::closingOnce)),
        new BrokenBackend(
            "close-does-nothing",
            "An executable works on after close.",
            List.of("LIFE-use-after-close"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public void close() {}
                    })),
        new BrokenBackend(
            "closed-told-last",
            "On a closed executable, names and types are complained of first.",
            List.of("LIFE-use-after-close"),
            ForwardingBackend.loading(
                sound -> {
                  GraphModule module = sound.module();
                  return new ForwardingExecutable(sound) {
                    @Override
                    public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
                      module.graph(graph);
                      return sound.run(graph, feeds);
                    }
                  };
                })),
        new BrokenBackend(
            "close-pulls-the-rug",
            "What runs while its executable is closed fails in the engine.",
            List.of("LIFE-close-waits", "LIFE-use-after-close"),
            ForwardingBackend.loading(
                sound ->
                    new ForwardingExecutable(sound) {
                      @Override
                      public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
                        try {
                          return sound.run(graph, feeds);
                        } catch (IllegalStateException closed) {
                          throw new BackendException("The engine lost its memory.", closed);
                        }
                      }
                    })),
        new BrokenBackend(
            "backend-leaves-open",
            "A closed backend leaves open what it loaded.",
            List.of("LIFE-backend-close"),
            sound ->
                new ForwardingBackend(sound) {
                  @Override
                  public void close() {}
                }),
        new BrokenBackend(
            "one-program",
            "Programs of one name share their variables.",
            List.of("LIFE-separate-variables", "LIFE-many-programs"),
            BrokenLifecycle::sharing),
        new BrokenBackend(
            "few-programs",
            "Loading a ninth program closes the first.",
            List.of("LIFE-many-programs"),
            BrokenLifecycle::closingTheOldest));
  }

  private static Executable closingOnce(Executable sound) {
    return new ForwardingExecutable(sound) {
      private boolean closed;

      @Override
      public void close() {
        if (closed) {
          throw new IllegalStateException("It is closed.");
        }
        closed = true;
        sound.close();
      }
    };
  }

  private static Backend sharing(Backend sound) {
    return new ForwardingBackend(sound) {
      private final Map<String, Executable> loaded = new HashMap<>();

      @Override
      public Executable load(GraphModule module) {
        Executable shared = loaded.computeIfAbsent(module.name(), name -> sound.load(module));
        return new ForwardingExecutable(shared) {
          @Override
          public void close() {}
        };
      }
    };
  }

  private static Backend closingTheOldest(Backend sound) {
    return new ForwardingBackend(sound) {
      private final Deque<Executable> loaded = new ArrayDeque<>();

      @Override
      public Executable load(GraphModule module) {
        if (loaded.size() == 8) {
          loaded.removeFirst().close();
        }
        loaded.addLast(sound.load(module));
        return loaded.getLast();
      }
    };
  }
}
