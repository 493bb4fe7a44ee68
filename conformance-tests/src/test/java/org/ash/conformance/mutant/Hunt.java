package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.ash.conformance.Conformance;
import org.ash.conformance.Verdict;
import org.ash.conformance.rule.Level;
import org.ash.conformance.rule.Rule;
import org.ash.conformance.rule.Rules;
import org.ash.conformance.rule.Trial;
import org.ash.ir.Op;

/**
 * Judges mutants: by the rules of their operator, then by those of the lifecycle, then by the rest;
 * the first rule that fails ends it.
 */
final class Hunt {
  private static final int THREADS = 2;

  private final MutantDraw draw;
  private final Breadth breadth;
  private final Reach reach = new Reach();
  private final Map<Class<? extends Op>, WitnessSearch> searches = new ConcurrentHashMap<>();

  /** Which rules judge. */
  enum Breadth {
    /** Those of the operator and of the lifecycle. */
    NEAR,
    /** All that reach the mutant. */
    ALL
  }

  Hunt(MutantDraw draw, Breadth breadth) {
    this.draw = draw;
    this.breadth = breadth;
  }

  /**
   * Draws until so many mutants have been judged.
   *
   * @param mutants how many with a witness
   * @param listener told each outcome as it comes, on this thread
   */
  void run(int mutants, Consumer<Outcome> listener)
      throws ExecutionException, InterruptedException {
    Set<String> drawn = new HashSet<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      if (breadth == Breadth.ALL) {
        List<Future<?>> rules = new ArrayList<>();
        Rules.all().forEach(rule -> rules.add(pool.submit(() -> reach.watch(rule))));
        for (Future<?> each : rules) {
          each.get();
        }
      }
      int number = 0;
      for (int judged = 0; judged < mutants; ) {
        List<Future<Outcome>> batch = new ArrayList<>();
        while (batch.size() < mutants - judged) {
          Mutant mutant = draw.draw(number++);
          if (drawn.add(mutant.toString())) {
            batch.add(pool.submit(() -> judge(mutant)));
          }
        }
        for (Future<Outcome> each : batch) {
          Outcome outcome = each.get();
          judged += outcome.judged() ? 1 : 0;
          listener.accept(outcome);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Looks for a witness and, when there is one, for a rule that fails. */
  Outcome judge(Mutant mutant) {
    long begin = System.nanoTime();
    Optional<Witness> witness =
        searches.computeIfAbsent(mutant.operator(), WitnessSearch::new).find(mutant);
    int tried = 0;
    Optional<String> caughtBy = Optional.empty();
    if (witness.isPresent()) {
      try (Conformance conformance =
          new Conformance(mutant.provider(), Trial.Settings.defaults())) {
        for (Rule rule : rules(mutant)) {
          tried++;
          if (conformance.judge(rule).verdict() == Verdict.FAILED) {
            caughtBy = Optional.of(rule.id());
            break;
          }
        }
      }
    }
    return new Outcome(mutant, witness, caughtBy, tried, (System.nanoTime() - begin) / 1e6);
  }

  /** Stage by stage; among all others, quick ones first. */
  private List<Rule> rules(Mutant mutant) {
    List<Rule> own = new ArrayList<>();
    List<Rule> life = new ArrayList<>();
    List<Rule> rest = new ArrayList<>();
    for (Rule rule : Rules.all()) {
      List<String> words = Arrays.asList(rule.id().split("-", -1));
      if (words.contains(mutant.operator().getSimpleName())) {
        own.add(rule);
      } else if (rule.level() == Level.LIFECYCLE) {
        life.add(rule);
      } else {
        rest.add(rule);
      }
    }
    own.addAll(life);
    if (breadth == Breadth.ALL) {
      rest.sort(Comparator.comparingDouble(reach::millis));
      own.addAll(rest);
      own.removeIf(rule -> !reach.reaches(rule, mutant));
    }
    return own;
  }
}
