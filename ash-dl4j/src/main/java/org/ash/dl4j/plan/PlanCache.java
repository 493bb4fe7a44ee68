package org.ash.dl4j.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The plans used last; the one unused for longest makes room for a new one. */
public final class PlanCache implements AutoCloseable {
  /** Training, evaluation, and the last, smaller batch of each. */
  private static final int CAPACITY = 4;

  private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);

  /** An empty cache. */
  public PlanCache() {}

  /**
   * What a plan is made for.
   *
   * @param graph name of the graph
   * @param bindings the value of each symbol
   */
  public record Key(String graph, Map<String, Long> bindings) {
    /** Copies the bindings. */
    public Key {
      bindings = Map.copyOf(bindings);
    }
  }

  /** The plan for a key, made now if there is none. It may be closed by others before it runs. */
  public synchronized Plan get(Key key, Supplier<Plan> maker) {
    Plan known = plans.get(key);
    if (known != null) {
      return known;
    }
    if (plans.size() >= CAPACITY) {
      Iterator<Plan> oldest = plans.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
    Plan made = maker.get();
    plans.put(key, made);
    return made;
  }

  /** How many plans there are. */
  synchronized int size() {
    return plans.size();
  }

  /** Closes all plans. */
  @Override
  public synchronized void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
  }
}
