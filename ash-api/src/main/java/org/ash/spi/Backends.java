package org.ash.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ash.platform.ServiceLoaders;
import org.ash.text.NearestNames;

/**
 * The backends of this program, found by {@link java.util.ServiceLoader}, and the choice among
 * them: by name, else by {@code -Dash.backend=}, else the available one of highest priority.
 *
 * <p>A provider that fails to load, was built for another contract or throws when asked is listed
 * with its reason and harms no other.
 */
public final class Backends {
  /** System property that names the backend to take when the program does not. */
  public static final String PROPERTY = "ash.backend";

  private static final System.Logger LOGGER = System.getLogger(Backends.class.getName());

  private final List<BackendCandidate> candidates;

  private Backends(List<BackendCandidate> found) {
    candidates =
        found.stream()
            .sorted(
                Comparator.comparingInt(BackendCandidate::priority)
                    .reversed()
                    .thenComparing(BackendCandidate::name))
            .toList();
    warnings().forEach(warning -> LOGGER.log(System.Logger.Level.WARNING, warning));
  }

  /** The backends that the thread's context class loader sees, and those that our own sees. */
  public static Backends find() {
    return new Backends(ProviderLoader.load(ServiceLoaders.around(Backends.class)));
  }

  /** The backends that a class loader sees. */
  public static Backends find(ClassLoader classLoader) {
    return new Backends(ProviderLoader.load(List.of(classLoader)));
  }

  /** These backends and no others. */
  public static Backends of(List<? extends BackendProvider> providers) {
    return new Backends(providers.stream().map(BackendCandidate::of).toList());
  }

  /** All that were found, the one of highest priority first, those that failed to load last. */
  public List<BackendCandidate> candidates() {
    return candidates;
  }

  /** What is ambiguous: a line for every name that several providers have. */
  public List<String> warnings() {
    Map<String, List<BackendCandidate>> byName = new LinkedHashMap<>();
    candidates.forEach(
        candidate ->
            byName.computeIfAbsent(candidate.name(), name -> new ArrayList<>()).add(candidate));
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> ambiguity(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * The backend named by {@code -Dash.backend=}, or else the available one of highest priority.
   *
   * @throws BackendException when there is none, saying which there are and why not
   */
  public BackendCandidate choose() {
    String named = System.getProperty(PROPERTY, "").strip();
    if (!named.isEmpty()) {
      return choose(named, " (asked for by -D" + PROPERTY + ")");
    }
    return candidates.stream()
        .filter(BackendCandidate::isAvailable)
        .findFirst()
        .orElseThrow(() -> new BackendException("No backend can run here. " + census().strip()));
  }

  /**
   * The backend of a name; the difference between upper and lower case does not count.
   *
   * @throws BackendException when there is none or it cannot run here, saying which there are
   */
  public BackendCandidate choose(String name) {
    return choose(name, "");
  }

  /** Opens what {@link #choose()} gives. */
  public Backend open(BackendOptions options) {
    return choose().open(options);
  }

  /** Opens what {@link #choose(String)} gives. */
  public Backend open(String name, BackendOptions options) {
    return choose(name).open(options);
  }

  private BackendCandidate choose(String name, String origin) {
    List<BackendCandidate> named =
        candidates.stream().filter(candidate -> candidate.name().equalsIgnoreCase(name)).toList();
    if (named.isEmpty()) {
      List<String> names = candidates.stream().map(BackendCandidate::name).toList();
      throw new BackendException(
          "No backend named '"
              + name
              + "'"
              + origin
              + "."
              + census()
              + NearestNames.question(name, names));
    }
    return named.stream()
        .filter(BackendCandidate::isAvailable)
        .findFirst()
        .orElseThrow(() -> unavailable(named.get(0), origin));
  }

  private BackendException unavailable(BackendCandidate candidate, String origin) {
    return new BackendException(
        "Backend '"
            + candidate.name()
            + "'"
            + origin
            + " cannot run here: "
            + ((Probe.Unavailable) candidate.probe()).reason()
            + ". Available: "
            + list(true)
            + ".");
  }

  /** Who can run and who cannot: {@code " Available: ... Unavailable: dl4j (why)."}. */
  private String census() {
    String unavailable = list(false);
    return " Available: "
        + list(true)
        + "."
        + (unavailable.equals("none") ? "" : " Unavailable: " + unavailable + ".");
  }

  private String list(boolean available) {
    String names =
        candidates.stream()
            .filter(candidate -> candidate.isAvailable() == available)
            .map(BackendCandidate::toString)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private static String ambiguity(String name, List<BackendCandidate> rivals) {
    return rivals.stream()
        .map(rival -> rival.className() + " (priority " + rival.priority() + ")")
        .collect(
            Collectors.joining(
                ", ",
                "Several backends are named '" + name + "': ",
                "; the first of them that can run is taken. Leave one on the class path."));
  }
}
