package org.ash.dl4j.plan;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ash.dl4j.kernel.Step;

/**
 * How long the steps of a plan took, by kind of operator. Off unless the system property {@code
 * ash.dl4j.profile} is true; then each plan logs its shares when it is closed.
 */
final class StepProfile {
  /** System property that turns profiles on. */
  static final String PROPERTY = "ash.dl4j.profile";

  private static final System.Logger LOGGER = System.getLogger(StepProfile.class.getName());

  private final String title;
  private final boolean active;
  private final Map<String, Entry> entries = new TreeMap<>();

  private StepProfile(String title, boolean active) {
    this.title = title;
    this.active = active;
  }

  /** A profile, which watches nothing unless the property says so. */
  static StepProfile of(String title) {
    return new StepProfile(title, Boolean.getBoolean(PROPERTY));
  }

  private static final class Entry {
    private long nanos;
    private long calls;
  }

  /** The step, its time taken if profiles are on. */
  Step watch(String kind, Step step) {
    if (!active) {
      return step;
    }
    Entry entry = entries.computeIfAbsent(kind, key -> new Entry());
    return () -> {
      long start = System.nanoTime();
      step.run();
      entry.nanos += System.nanoTime() - start;
      entry.calls++;
    };
  }

  /** Logs the shares, the largest first. */
  void report() {
    long total = entries.values().stream().mapToLong(entry -> entry.nanos).sum();
    if (total == 0) {
      return;
    }
    StringBuilder text = new StringBuilder("Profile of " + title + ":");
    entries.entrySet().stream()
        .sorted(Comparator.comparing(named -> -named.getValue().nanos))
        .forEach(
            named ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%n%6.1f %%  %,10.1f ms  %,8d calls  %s",
                        100.0 * named.getValue().nanos / total,
                        named.getValue().nanos / 1e6,
                        named.getValue().calls,
                        named.getKey())));
    LOGGER.log(System.Logger.Level.INFO, text.toString());
  }
}
