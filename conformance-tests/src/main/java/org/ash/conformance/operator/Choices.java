package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ash.tensor.Philox;

/**
 * The whole numbers from which a random case is made. Cases are made smaller by making the numbers
 * smaller and building the case again, so that a smaller case is always a valid one (the idea of
 * Hypothesis).
 */
public final class Choices {
  private static final int MOST_ATTEMPTS = 400;

  private final int draw;
  private final Philox random;
  private final List<Integer> given;
  private final List<Integer> taken = new ArrayList<>();

  private Choices(int draw, Philox random, List<Integer> given) {
    this.draw = draw;
    this.random = random;
    this.given = given;
  }

  /** Random ones of a seed, for one draw at one site. */
  public static Choices random(long seed, String site, int draw) {
    return new Choices(draw, new Philox(seed, Philox.site(site, draw)), List.of());
  }

  /** Which draw of its seed and site this is. */
  public int draw() {
    return draw;
  }

  /** A number from {@code least} to {@code most}, both included; the least is the simplest. */
  public int between(int least, int most) {
    int position = taken.size();
    int span = most - least + 1;
    int offset;
    if (given.isEmpty()) {
      offset = random.below(position, span);
    } else {
      offset = position < given.size() ? Math.min(given.get(position), span - 1) : 0;
    }
    taken.add(offset);
    return least + offset;
  }

  /** One of several, the first being the simplest. */
  @SafeVarargs
  public final <T> T oneOf(T... alternatives) {
    return alternatives[between(0, alternatives.length - 1)];
  }

  /** True or, simpler, false. */
  public boolean flag() {
    return between(0, 1) == 1;
  }

  /**
   * The smallest case found that still has a property.
   *
   * @param build makes a case, or none where the numbers make no valid one
   * @param failing the property; true of what these choices make
   */
  public <C> C shrink(Function<Choices, Optional<C>> build, Predicate<C> failing) {
    List<Integer> best = List.copyOf(taken);
    C smallest = build.apply(replay(best)).orElseThrow();
    boolean smaller = true;
    int attempts = 0;
    while (smaller) {
      smaller = false;
      for (int i = 0; i < best.size(); i++) {
        for (int candidate : below(best.get(i))) {
          List<Integer> changed = new ArrayList<>(best);
          changed.set(i, candidate);
          Optional<C> built = build.apply(replay(changed));
          if (++attempts > MOST_ATTEMPTS) {
            return smallest;
          }
          if (built.isPresent() && failing.test(built.get())) {
            best = changed;
            smallest = built.get();
            smaller = true;
            break;
          }
        }
      }
    }
    return smallest;
  }

  private Choices replay(List<Integer> offsets) {
    // A list that is not empty marks a replay; positions beyond it take the simplest.
    return new Choices(draw, random, offsets.isEmpty() ? List.of(0) : offsets);
  }

  /** Simpler numbers, the simplest first. */
  private static List<Integer> below(int value) {
    List<Integer> simpler = new ArrayList<>();
    for (int candidate : new int[] {0, value / 2, value - 1}) {
      if (candidate >= 0 && candidate < value && !simpler.contains(candidate)) {
        simpler.add(candidate);
      }
    }
    return simpler;
  }
}
