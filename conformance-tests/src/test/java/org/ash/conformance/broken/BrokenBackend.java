package org.ash.conformance.broken;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ash.reference.ReferenceBackendProvider;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Probe;

/**
 * The reference backend with one bug.
 *
 * @param name short, for the table
 * @param bug what is wrong, in a sentence
 * @param caughtBy ids of the rules that must catch it, each by itself
 * @param alteration puts the bug into the sound backend
 */
record BrokenBackend(
    String name, String bug, List<String> caughtBy, UnaryOperator<Backend> alteration) {

  BrokenBackend {
    caughtBy = List.copyOf(caughtBy);
  }

  /** The provider of this backend. */
  BackendProvider provider() {
    BackendProvider sound = new ReferenceBackendProvider();
    return new BackendProvider() {
      @Override
      public String name() {
        return BrokenBackend.this.name();
      }

      @Override
      public int spiVersion() {
        return sound.spiVersion();
      }

      @Override
      public int priority() {
        return sound.priority();
      }

      @Override
      public Probe probe() {
        return sound.probe();
      }

      @Override
      public Backend open(BackendOptions options) {
        return alteration.apply(sound.open(options));
      }
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
