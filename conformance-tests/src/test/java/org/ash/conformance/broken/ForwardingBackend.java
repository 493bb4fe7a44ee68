package org.ash.conformance.broken;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ash.ir.GraphModule;
import org.ash.ir.Op;
import org.ash.ir.TensorType;
import org.ash.spi.Backend;
import org.ash.spi.Device;
import org.ash.spi.Executable;

/** Passes every call on; a bug overrides the method in which it sits. */
class ForwardingBackend implements Backend {
  private final Backend sound;

  ForwardingBackend(Backend sound) {
    this.sound = sound;
  }

  /** A backend with a bug in what it loads. */
  static UnaryOperator<Backend> loading(UnaryOperator<Executable> alteration) {
    return sound ->
        new ForwardingBackend(sound) {
          @Override
          public Executable load(GraphModule module) {
            return alteration.apply(sound.load(module));
          }
        };
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public String engineVersion() {
    return sound.engineVersion();
  }

  @Override
  public Device device() {
    return sound.device();
  }

  @Override
  public boolean supports(Op op, List<TensorType> inputs) {
    return sound.supports(op, inputs);
  }

  @Override
  public Executable load(GraphModule module) {
    return sound.load(module);
  }

  @Override
  public void close() {
    sound.close();
  }
}
