package org.ash.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ash.text.NearestNames;

/**
 * A choice written as {@code name:key=value,key=value}.
 *
 * @param what what is chosen, for messages: {@code schedule}
 * @param name the choice
 * @param settings its settings as texts, in order
 */
record Spec(String what, String name, Map<String, String> settings) {

  /** Splits a text; which names and keys there are is checked by {@link #expect}. */
  static Spec parse(String what, String text) {
    int colon = text.indexOf(':');
    Map<String, String> settings = new LinkedHashMap<>();
    if (colon >= 0) {
      for (String setting : text.substring(colon + 1).split(",", -1)) {
        int equals = setting.indexOf('=');
        if (equals <= 0) {
          throw new IllegalArgumentException(
              what + " '" + text + "': '" + setting + "' is not of the form key=value.");
        }
        String key = setting.substring(0, equals).strip();
        if (settings.put(key, setting.substring(equals + 1).strip()) != null) {
          throw new IllegalArgumentException(what + " '" + text + "' sets '" + key + "' twice.");
        }
      }
    }
    return new Spec(what, (colon < 0 ? text : text.substring(0, colon)).strip(), settings);
  }

  /**
   * Checks name and keys.
   *
   * @param known the keys that each name takes
   * @throws IllegalArgumentException naming what is unknown and what there is
   */
  Spec expect(Map<String, List<String>> known) {
    List<String> keys = known.get(name);
    if (keys == null) {
      throw new IllegalArgumentException(
          "No "
              + what
              + " named '"
              + name
              + "'. There are: "
              + listed(known.keySet())
              + "."
              + NearestNames.question(name, known.keySet()));
    }
    for (String key : settings.keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            what
                + " '"
                + name
                + "' has no setting '"
                + key
                + "'. It takes: "
                + listed(keys)
                + "."
                + NearestNames.question(key, keys));
      }
    }
    return this;
  }

  /** A setting that is a number, or its default. */
  double number(String key, double otherwise) {
    String value = settings.get(key);
    if (value == null) {
      return otherwise;
    }
    double number = toNumber(key, value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw error(key, "is not a finite number: '" + value + "'");
    }
    return number;
  }

  /** A setting that is a number of a range, or its default. */
  double number(String key, double otherwise, double least, double most) {
    double number = number(key, otherwise);
    if (number < least || number > most) {
      throw error(
          key, "lies in [" + shortest(least) + ", " + shortest(most) + "], given " + number);
    }
    return number;
  }

  /** A setting that is true or false, or its default. */
  boolean flag(String key, boolean otherwise) {
    String value = settings.getOrDefault(key, Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw error(key, "is true or false, given '" + value + "'");
    }
    return value.equals("true");
  }

  /** A setting that is a list of numbers separated by slashes, as {@code 80/120}; else empty. */
  List<Double> numbers(String key) {
    String value = settings.getOrDefault(key, "");
    return value.isEmpty()
        ? List.of()
        : List.of(value.split("/", -1)).stream().map(part -> toNumber(key, part)).toList();
  }

  /** A number in its shortest form: {@code 1} and not {@code 1.0}. */
  static String shortest(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e7
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private double toNumber(String key, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw error(key, "is not a number: '" + value + "'");
    }
  }

  private IllegalArgumentException error(String key, String problem) {
    return new IllegalArgumentException(what + " '" + name + "': " + key + " " + problem + ".");
  }

  private static String listed(Iterable<String> names) {
    TreeSet<String> sorted = new TreeSet<>();
    names.forEach(sorted::add);
    return String.join(", ", sorted);
  }
}
