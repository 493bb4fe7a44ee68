package org.ash.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The catalogue of operators, read off the sealed hierarchy of {@link Op}. */
public final class Operators {
  private Operators() {}

  /** Every primitive: what each backend, rule table and exporter must know. */
  public static List<Class<? extends Op>> primitives() {
    return all().stream().filter(op -> !CompositeOp.class.isAssignableFrom(op)).toList();
  }

  /** Every composite of the project: what a backend may claim. */
  public static List<Class<? extends Op>> composites() {
    return all().stream().filter(CompositeOp.class::isAssignableFrom).toList();
  }

  private static List<Class<? extends Op>> all() {
    List<Class<? extends Op>> records = new ArrayList<>();
    collect(Op.class, records);
    return records;
  }

  private static void collect(Class<?> type, List<Class<? extends Op>> records) {
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> collect(sub, records));
    } else if (type.isRecord()) {
      records.add(type.asSubclass(Op.class));
    }
  }
}
