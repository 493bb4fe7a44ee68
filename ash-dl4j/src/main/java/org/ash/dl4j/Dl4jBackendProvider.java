package org.ash.dl4j;

import java.util.List;
import java.util.Optional;
import org.ash.platform.UnusableFolder;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Probe;

/**
 * ND4J's native operators, found by {@link java.util.ServiceLoader} under the name {@code dl4j}.
 * Nothing of ND4J is loaded before {@link #probe} or {@link #open} is called.
 */
public final class Dl4jBackendProvider implements BackendProvider {
  private static final int BUILT_AGAINST = 1;
  private static final int PRIORITY = 70;

  private static String failure = "";

  /** For the service loader. */
  public Dl4jBackendProvider() {}

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public int spiVersion() {
    return BUILT_AGAINST;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Probe probe() {
    Optional<String> problem = load();
    if (problem.isPresent()) {
      return new Probe.Unavailable(problem.get());
    }
    return new Probe.Available(Dl4jRuntime.version(), List.of(Dl4jRuntime.device()));
  }

  @Override
  public Backend open(BackendOptions options) {
    Optional<String> problem = load();
    if (problem.isPresent()) {
      throw new BackendException("dl4j: " + problem.get());
    }
    return new Dl4jBackend(options);
  }

  /** Loads the engine; returns why it could not be, the same reason at every call. */
  private static synchronized Optional<String> load() {
    if (failure.isEmpty()) {
      try {
        Dl4jRuntime.initialize();
      } catch (LinkageError | RuntimeException e) {
        failure = reason(e);
      }
    }
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  /** One line for the person: what is missing and what would mend it. */
  static String reason(Throwable problem) {
    Optional<String> folder = UnusableFolder.reason(problem);
    if (folder.isPresent()) {
      return folder.get();
    }
    Throwable root = problem;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
      return "class " + text + " is missing; add org.nd4j:nd4j-native and org.bytedeco:javacpp.";
    }
    if (root instanceof UnsatisfiedLinkError
        || root.getClass().getSimpleName().equals("NoAvailableBackendException")) {
      return "no native library for "
          + platform
          + " loads ("
          + text
          + "); add org.nd4j:nd4j-native and org.bytedeco:openblas with this platform's"
          + " classifiers.";
    }
    return "it fails to start on "
        + platform
        + " ("
        + root.getClass().getSimpleName()
        + ": "
        + text
        + "); check that nd4j-native, openblas and javacpp have the versions in the pom.";
  }
}
