package org.ash.spi;

import java.util.Optional;

/**
 * A backend that was found, whether or not it can run here. It is asked for that only when somebody
 * wants to know, and once.
 */
public final class BackendCandidate {
  private final String name;
  private final String className;
  private final int priority;
  private final Optional<BackendProvider> provider;
  private Optional<Probe> probe;

  private BackendCandidate(
      String name,
      String className,
      int priority,
      Optional<BackendProvider> provider,
      Optional<Probe> probe) {
    this.name = name;
    this.className = className;
    this.priority = priority;
    this.provider = provider;
    this.probe = probe;
  }

  /** The candidate of a provider; one that fails to introduce itself is listed as broken. */
  static BackendCandidate of(BackendProvider provider) {
    String className = provider.getClass().getName();
    try {
      String name = provider.name();
      if (name == null || name.isBlank()) {
        return broken(className, "it has no name");
      }
      int version = provider.spiVersion();
      Optional<Probe> foreign =
          version == BackendProvider.SPI_VERSION
              ? Optional.empty()
              : Optional.of(
                  new Probe.Unavailable(
                      "built for version "
                          + version
                          + " of the backend contract, this is version "
                          + BackendProvider.SPI_VERSION
                          + "; use the backend's release that goes with this ash-api"));
      return new BackendCandidate(
          name, className, provider.priority(), Optional.of(provider), foreign);
    } catch (Throwable failure) { // Whatever a stranger's class throws is its own misfortune.
      return broken(className, Failures.reason(failure));
    }
  }

  /** A candidate that could not even be created; its class stands for its name. */
  static BackendCandidate broken(String className, String reason) {
    return new BackendCandidate(
        className,
        className,
        Integer.MIN_VALUE,
        Optional.empty(),
        Optional.of(new Probe.Unavailable(reason)));
  }

  /** The name by which it is chosen; the provider's class when it failed before telling it. */
  public String name() {
    return name;
  }

  /** Whether it could not even be created. */
  boolean isBroken() {
    return provider.isEmpty();
  }

  /** Class of the provider. */
  public String className() {
    return className;
  }

  /** What was found, for who judges it; empty when it failed before telling its name. */
  public Optional<BackendProvider> provider() {
    return provider;
  }

  /** The higher, the sooner it is taken when nobody chooses. */
  public int priority() {
    return priority;
  }

  /** Whether it can run here, or why not. Never throws. The answer is kept. */
  public synchronized Probe probe() {
    if (probe.isEmpty()) {
      probe = provider.map(BackendCandidate::ask);
    }
    return probe.orElseThrow();
  }

  /** Whether it can run here. */
  public boolean isAvailable() {
    return probe() instanceof Probe.Available;
  }

  /**
   * Opens it.
   *
   * @throws BackendException when it is not available or cannot be opened with these options
   */
  public Backend open(BackendOptions options) {
    if (probe() instanceof Probe.Unavailable unavailable) {
      throw new BackendException(
          "Backend '" + name + "' cannot run here: " + unavailable.reason() + ".");
    }
    try {
      return provider.orElseThrow().open(options);
    } catch (BackendException | IllegalArgumentException explained) {
      throw explained;
    } catch (RuntimeException | LinkageError failure) {
      throw new BackendException(
          "Backend '" + name + "' failed to open: " + Failures.reason(failure) + ".", failure);
    }
  }

  private static Probe ask(BackendProvider provider) {
    try {
      Probe answer = provider.probe();
      return answer == null ? new Probe.Unavailable("its probe gave no answer") : answer;
    } catch (Throwable failure) { // The contract forbids it, but a broken engine must harm nobody.
      return new Probe.Unavailable(Failures.reason(failure));
    }
  }

  /** The name, and in brackets why it is unavailable, if it is. */
  @Override
  public String toString() {
    return probe() instanceof Probe.Unavailable unavailable
        ? name + " (" + unavailable.reason() + ")"
        : name;
  }
}
