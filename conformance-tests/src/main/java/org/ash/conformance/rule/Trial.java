package org.ash.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ash.conformance.agreement.ErrorHistogram;
import org.ash.spi.Backend;
import org.ash.spi.BackendProvider;

/** One rule being tried on one backend: what it is tried with, and what was found. */
public final class Trial {
  private final BackendProvider provider;
  private final Backend backend;
  private final Settings settings;
  private final Examiner examiner;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> skips = new ArrayList<>();
  private ErrorHistogram histogram = ErrorHistogram.empty();
  private long cases;

  /**
   * What a trial goes by.
   *
   * @param seed of all random cases
   * @param draws random cases of each operator
   * @param onlyCase the only case to try, by its label, to look at one finding again
   */
  public record Settings(long seed, int draws, Optional<String> onlyCase) {
    /** Seed 1, 20 draws, all cases. */
    public static Settings defaults() {
      return new Settings(1, 20, Optional.empty());
    }
  }

  /**
   * Begins.
   *
   * @param provider to open further backends with
   * @param backend an open one, shared by all rules
   */
  public Trial(BackendProvider provider, Backend backend, Settings settings) {
    this.provider = provider;
    this.backend = backend;
    this.settings = settings;
    this.examiner = new Examiner(backend);
  }

  /** To open further backends with. */
  public BackendProvider provider() {
    return provider;
  }

  /** The backend that is judged; open, and to be left open. */
  public Backend backend() {
    return backend;
  }

  /** What the trial goes by. */
  public Settings settings() {
    return settings;
  }

  /** Runs graphs on the backend and by the oracle. */
  public Examiner examiner() {
    return examiner;
  }

  /**
   * Tries one case, unless another one is asked for.
   *
   * @param label of the case, unique within the rule
   * @param examination runs it
   */
  public void judge(String label, Supplier<Examination> examination) {
    if (settings.onlyCase().map(only -> !only.equals(label)).orElse(false)) {
      return;
    }
    Examination outcome = examination.get();
    if (outcome instanceof Examination.Unsupported unsupported) {
      skip(label + ": " + unsupported.reason());
      return;
    }
    cases++;
    if (outcome instanceof Examination.Agrees agrees) {
      histogram = histogram.plus(of(label, agrees.histogram()));
    } else if (outcome instanceof Examination.Disagrees disagrees) {
      histogram = histogram.plus(of(label, disagrees.histogram()));
      findings.add(
          new Finding(label, disagrees.subject(), disagrees.message(), disagrees.elements()));
    }
  }

  private static ErrorHistogram of(String label, ErrorHistogram errors) {
    return errors.at(errors.worstAt().isEmpty() ? label : label + ": " + errors.worstAt());
  }

  /**
   * Tries one case that holds or does not.
   *
   * @param label of the case, unique within the rule
   * @param finding what was wrong, in one line; empty when nothing was; may throw what the backend
   *     throws
   */
  public void hold(String label, Supplier<Optional<String>> finding) {
    judge(
        label,
        () -> {
          Optional<String> wrong;
          try {
            wrong = finding.get();
          } catch (RuntimeException | LinkageError failure) {
            wrong = Optional.of("it threw " + failure);
          }
          return wrong
              .<Examination>map(
                  message -> new Examination.Disagrees(ErrorHistogram.empty(), message))
              .orElseGet(() -> new Examination.Agrees(ErrorHistogram.empty()));
        });
  }

  /** Notes a case that cannot be tried, with the reason. */
  public void skip(String reason) {
    skips.add(reason);
  }

  /** Cases tried. */
  public long cases() {
    return cases;
  }

  /** Where the rule was broken. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What was not tried, and why. */
  public List<String> skips() {
    return List.copyOf(skips);
  }

  /** Errors of all values compared. */
  public ErrorHistogram histogram() {
    return histogram;
  }
}
