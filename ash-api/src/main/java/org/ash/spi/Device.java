package org.ash.spi;

/**
 * A processor an engine can run on.
 *
 * @param kind CPU or GPU
 * @param index number among its kind, from 0
 * @param description as the engine tells it: model, memory
 */
public record Device(Kind kind, int index, String description) {

  /** The kind of processor. */
  public enum Kind {
    CPU,
    GPU
  }

  /** As in {@code gpu:0}, the form in which the user names it. */
  public String id() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + index;
  }
}
