package org.ash.cli.experiment;

import java.util.regex.Pattern;

/**
 * One training of a grid.
 *
 * @param model name of the network
 * @param activation its specification, as {@code ash:top=10%}
 * @param backend name of the engine
 * @param seed keys initial weights, shuffle and augmentation
 */
public record Trial(String model, String activation, String backend, long seed) {

  /** Patterns of places, as {@code stage3.*=relu}: they can differ in nothing but these. */
  private static final Pattern WILDCARD = Pattern.compile("[*?]");

  /** Name of its run folder; two trials of a grid have two names. */
  public String name() {
    return plain(model) + "-" + plain(activation) + "-" + backend + "-seed" + seed;
  }

  /** As a file may be called on every system. */
  private static String plain(String specification) {
    String plain = specification.replace("%", "pct").replaceAll("[^A-Za-z0-9.=-]+", "_");
    return WILDCARD.matcher(specification).find()
        ? plain + "-" + Integer.toHexString(specification.hashCode())
        : plain;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s, %s, %s, seed %d".formatted(model, activation, backend, seed);
  }
}
