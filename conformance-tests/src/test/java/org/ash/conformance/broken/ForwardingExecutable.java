package org.ash.conformance.broken;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ash.ir.GraphModule;
import org.ash.spi.Backend;
import org.ash.spi.Executable;
import org.ash.tensor.Tensor;

/** Passes every call on; a bug overrides the method in which it sits. */
class ForwardingExecutable implements Executable {
  private final Executable sound;

  ForwardingExecutable(Executable sound) {
    this.sound = sound;
  }

  /** A backend that spoils each result of a run, given the sound one and the first feed. */
  static UnaryOperator<Backend> spoiling(BinaryOperator<Tensor> spoil) {
    return ForwardingBackend.loading(
        sound ->
            new ForwardingExecutable(sound) {
              @Override
              public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
                Map<String, Tensor> results = sound.run(graph, feeds);
                feeds.values().stream()
                    .findFirst()
                    .ifPresent(fed -> results.replaceAll((name, y) -> spoil.apply(y, fed)));
                return results;
              }
            });
  }

  @Override
  public GraphModule module() {
    return sound.module();
  }

  @Override
  public Map<String, Tensor> run(String graph, Map<String, Tensor> feeds) {
    return sound.run(graph, feeds);
  }

  @Override
  public void run(String graph, Map<String, Tensor> feeds, Map<String, Tensor> results) {
    sound.run(graph, feeds, results);
  }

  @Override
  public Tensor read(String variable) {
    return sound.read(variable);
  }

  @Override
  public void write(String variable, Tensor value) {
    sound.write(variable, value);
  }

  @Override
  public void close() {
    sound.close();
  }
}
