package org.ash.spi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates the providers that a class loader sees, each on its own: one failing harms no other. */
final class ProviderLoader {
  /** A loader that fails this often in a row will not come to an end. */
  private static final int MOST_FAILURES = 100;

  /** How {@link ServiceLoader} tells which class or file it failed on. */
  private static final Pattern CULPRIT =
      Pattern.compile(
          Pattern.quote(BackendProvider.class.getName()) + ": (?:Provider )?(\\S+?):?( .*)?");

  private ProviderLoader() {}

  /**
   * A candidate for every provider that is named in a service file or a module, in order of
   * discovery; a class that several loaders give counts once, and as broken when all of them fail.
   */
  static List<BackendCandidate> load(List<ClassLoader> classLoaders) {
    List<BackendCandidate> all = new ArrayList<>();
    Set<String> sound = new HashSet<>();
    Set<String> broken = new HashSet<>();
    for (ClassLoader classLoader : classLoaders) {
      for (BackendCandidate candidate : load(classLoader)) {
        String name = candidate.className();
        if (candidate.isBroken() ? broken.add(name) : sound.add(name)) {
          all.add(candidate);
        }
      }
    }
    all.removeIf(candidate -> candidate.isBroken() && sound.contains(candidate.className()));
    return all;
  }

  private static List<BackendCandidate> load(ClassLoader classLoader) {
    List<BackendCandidate> candidates = new ArrayList<>();
    Iterator<ServiceLoader.Provider<BackendProvider>> providers =
        ServiceLoader.load(BackendProvider.class, classLoader).stream().iterator();
    int failures = 0;
    while (failures < MOST_FAILURES) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        candidates.add(create(providers.next()));
        failures = 0;
      } catch (ServiceConfigurationError | LinkageError failure) {
        failures++;
        candidates.add(BackendCandidate.broken(culprit(failure), Failures.reason(failure)));
      }
    }
    return candidates;
  }

  private static BackendCandidate create(ServiceLoader.Provider<BackendProvider> provider) {
    try {
      return BackendCandidate.of(provider.get());
    } catch (Throwable failure) { // Errors of static initializers and natives included.
      return BackendCandidate.broken(provider.type().getName(), Failures.reason(failure));
    }
  }

  private static String culprit(Throwable failure) {
    Matcher matcher = CULPRIT.matcher(Optional.ofNullable(failure.getMessage()).orElse(""));
    return matcher.matches() ? matcher.group(1) : "a provider";
  }
}
