package org.ash.cli.experiment;

/**
 * One training of a grid.
 *
 * @param model name of the network
 * @param activation its specification, as {@code ash:top=10%}
 * @param backend name of the engine
 * @param seed keys initial weights, shuffle and augmentation
 */
public record Trial(String model, String activation, String backend, long seed) {

  /** Name of its run folder; two trials of a grid have two names. */
  public String name() {
    String plain = activation.replace("%", "pct").replaceAll("[^A-Za-z0-9.=-]+", "_");
    return "%s-%s-%s-seed%d".formatted(model, plain, backend, seed);
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s, %s, %s, seed %d".formatted(model, activation, backend, seed);
  }
}
