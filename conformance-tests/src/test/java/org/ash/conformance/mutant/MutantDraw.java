package org.ash.conformance.mutant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.Op;
import org.ash.tensor.Philox;

/**
 * Draws mutants by a seed: one operator after the other; of its effects, of regions and of
 * occasions a kind first, every kind as likely, then a threshold.
 */
final class MutantDraw {
  private final long seed;
  private final List<Class<? extends Op>> operators = OperatorSweeps.operators();
  private final Map<Class<? extends Op>, List<List<Effect>>> effects = new LinkedHashMap<>();
  private final List<List<Region>> regions = kinds(Region.all(), Region::kind);
  private final List<List<Occasion>> occasions = kinds(Occasion.all(), Occasion::kind);

  MutantDraw(long seed) {
    this.seed = seed;
    for (Class<? extends Op> op : operators) {
      List<Effect> all = new ArrayList<>(ValueEffects.all());
      all.addAll(MemoryEffects.all());
      all.addAll(OperatorEffects.of(op, operands(op)));
      effects.put(op, kinds(all, Effect::kind));
    }
  }

  private static int operands(Class<? extends Op> op) {
    return OperatorSweeps.of(op).values().stream()
        .mapToInt(each -> each.inputs().size())
        .max()
        .orElse(0);
  }

  /** The mutant of a number, from 0; another number may draw the same one. */
  Mutant draw(int number) {
    Philox random = new Philox(seed, Philox.site("mutant", number));
    Class<? extends Op> op = operators.get(number % operators.size());
    Effect effect = oneOf(effects.get(op), random, 0);
    // A quarter is wrong everywhere and always; a quarter in both places and times.
    int restriction = random.below(2, 4);
    Region region = restriction % 2 == 1 ? oneOf(regions, random, 3) : Region.EVERYWHERE;
    Occasion occasion = restriction >= 2 ? oneOf(occasions, random, 5) : Occasion.ALWAYS;
    return new Mutant(op, new Fault(effect, region, occasion));
  }

  private static <T> T oneOf(List<List<T>> kinds, Philox random, int position) {
    List<T> kind = kinds.get(random.below(position, kinds.size()));
    return kind.get(random.below(position + 1, kind.size()));
  }

  private static <T> List<List<T>> kinds(List<T> all, Function<T, ?> kind) {
    Map<Object, List<T>> kinds = new LinkedHashMap<>();
    all.forEach(each -> kinds.computeIfAbsent(kind.apply(each), k -> new ArrayList<>()).add(each));
    return List.copyOf(kinds.values());
  }
}
