package org.ash.conformance.mutant;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ash.ir.Op;

/** Wrong attributes of operators: one component of the record, or of a record in it, is changed. */
final class Attributes {
  private Attributes() {}

  /**
   * A change of one attribute.
   *
   * @param path names of components, as {@code window.strideH}
   * @param words what is done to it
   */
  record Change(String path, String words) {}

  /** The changes to which operators of a class can be put. */
  static List<Change> changes(Class<? extends Op> op) {
    List<Change> changes = new ArrayList<>();
    collect(op, "", changes);
    return changes;
  }

  private static void collect(Class<?> type, String prefix, List<Change> changes) {
    for (RecordComponent component : type.getRecordComponents()) {
      String path = prefix + component.getName();
      Class<?> of = component.getType();
      if (of == double.class) {
        add(changes, path, "ignored (0)", "ignored (1)", "half as large", "off by 1e-3");
      } else if (of == int.class || of == long.class) {
        add(changes, path, "ignored (0)", "ignored (1)", "one too large", "one too small");
      } else if (of == boolean.class) {
        add(changes, path, "inverted");
      } else if (List.class.isAssignableFrom(of)) {
        add(changes, path, "reversed", "one too large", "one too small", "first for all", "cut");
      } else if (of.isRecord() && of.getPackage().equals(Op.class.getPackage())) {
        collect(of, path + ".", changes);
      }
    }
  }

  private static void add(List<Change> changes, String path, String... words) {
    for (String each : words) {
      changes.add(new Change(path, each));
    }
  }

  /** The operator with a wrong attribute, empty when there is no such operator. */
  static Optional<Op> changed(Op op, Change change) {
    List<String> path = Arrays.asList(change.path().split("\\.", -1));
    try {
      return Optional.of((Op) with(op, path, change.words()));
    } catch (InvocationTargetException | IllegalArgumentException unfit) {
      return Optional.empty(); // The record refuses such a value.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot change " + change.path() + " of " + op + ".", e);
    }
  }

  private static Object with(Object of, List<String> path, String words)
      throws ReflectiveOperationException {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = components[i].getAccessor().invoke(of);
      if (components[i].getName().equals(path.get(0))) {
        values[i] =
            path.size() > 1
                ? with(values[i], path.subList(1, path.size()), words)
                : value(values[i], words);
      }
    }
    Constructor<?> constructor = of.getClass().getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  private static Object value(Object value, String words) {
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof List<?> list) {
      return list(list, words);
    }
    double number = ((Number) value).doubleValue();
    double other =
        switch (words) {
          case "ignored (0)" -> 0;
          case "ignored (1)" -> 1;
          case "half as large" -> number / 2;
          case "off by 1e-3" -> number + 1e-3;
          case "one too large" -> number + 1;
          case "one too small" -> number - 1;
          default -> throw new IllegalArgumentException(words);
        };
    if (value instanceof Integer) {
      return (int) other;
    }
    return value instanceof Long ? (Object) (long) other : (Object) other;
  }

  private static List<?> list(List<?> list, String words) {
    if (list.isEmpty()) {
      return list;
    }
    List<Object> other = new ArrayList<>(list);
    switch (words) {
      case "reversed" -> Collections.reverse(other);
      case "first for all" -> Collections.fill(other, list.get(0));
      case "cut" -> other.remove(other.size() - 1);
      default -> other.set(other.size() - 1, number(list.get(list.size() - 1), words));
    }
    return other;
  }

  private static Object number(Object last, String words) {
    if (last instanceof Number) {
      return value(last, words);
    }
    throw new IllegalArgumentException(words); // Dimensions with symbols are left.
  }
}
