package org.ash.tf;

import java.util.Optional;
import org.ash.platform.UnusableFolder;
import org.ash.spi.Backend;
import org.ash.spi.BackendException;
import org.ash.spi.BackendOptions;
import org.ash.spi.BackendProvider;
import org.ash.spi.Probe;

/**
 * TensorFlow Java, found by {@link java.util.ServiceLoader} under the name {@code tensorflow}.
 * Nothing of TensorFlow is loaded before {@link #probe} or {@link #open} is called.
 */
public final class TensorFlowProvider implements BackendProvider {
  private static final int BUILT_AGAINST = 1;
  private static final int PRIORITY = 100;

  private static String failure = "";

  /** For the service loader. */
  public TensorFlowProvider() {}

  @Override
  public String name() {
    return "tensorflow";
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
    return new Probe.Available(TensorFlowRuntime.version(), TensorFlowRuntime.devices());
  }

  @Override
  public Backend open(BackendOptions options) {
    Optional<String> problem = load();
    if (problem.isPresent()) {
      throw new BackendException("tensorflow: " + problem.get());
    }
    return new TensorFlowBackend(options);
  }

  /** Loads the engine; returns why it could not be, the same reason at every call. */
  private static synchronized Optional<String> load() {
    if (failure.isEmpty()) {
      try {
        TensorFlowRuntime.initialize();
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
    if (root instanceof UnsatisfiedLinkError) {
      return "the native library does not load on "
          + platform
          + " ("
          + text
          + "); add org.tensorflow:tensorflow-core-native with this platform's classifier.";
    }
    if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
      return "class "
          + text
          + " is missing; add org.tensorflow:tensorflow-core-api and org.bytedeco:javacpp.";
    }
    return "it fails to start on "
        + platform
        + " ("
        + root.getClass().getSimpleName()
        + ": "
        + text
        + "); check that tensorflow-core-api, -native and javacpp have the versions in the pom.";
  }
}
