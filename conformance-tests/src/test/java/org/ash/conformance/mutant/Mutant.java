package org.ash.conformance.mutant;

import org.ash.ir.Op;
import org.ash.spi.BackendProvider;

/**
 * A broken backend made by machine.
 *
 * @param operator the operator that is broken
 * @param fault how
 */
record Mutant(Class<? extends Op> operator, Fault fault) {

  /** The reference backend with this fault. */
  BackendProvider provider() {
    return new AlteredProvider(
        sound -> new SpoiledBackend(sound, operator::isInstance, fault::spoil));
  }

  /** Operator and fault, by which it is told from all others. */
  @Override
  public String toString() {
    return operator.getSimpleName() + ": " + fault;
  }
}
