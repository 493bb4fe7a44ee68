package org.ash.data;

/** Hears how far a long piece of work has come; may be called often, from any thread. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * Some work has been done.
   *
   * @param done units (bytes of a download, images of a conversion) done so far
   * @param total units in all, or -1 as long as that is not known
   */
  void at(long done, long total);
}
