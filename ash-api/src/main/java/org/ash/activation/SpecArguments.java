package org.ash.activation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.ash.text.NearestNames;

/** The settings after the colon of a specification, as {@code z=1.0,alpha=2}. */
final class SpecArguments {
  private final String activation;
  private final Map<String, String> values;

  private SpecArguments(String activation, Map<String, String> values) {
    this.activation = activation;
    this.values = values;
  }

  /**
   * Splits settings.
   *
   * @param activation name of the activation, for errors
   * @param text what stands after the colon
   * @param known settings that the activation has
   * @throws IllegalArgumentException when one has no value, is given twice or is not known
   */
  static SpecArguments split(String activation, String text, List<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      if (!known.contains(key)) {
        throw error(
            activation,
            "has no setting '"
                + key
                + "'; it has "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + "."
                + NearestNames.question(key, known));
      }
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (value.isEmpty()) {
        throw error(activation, "needs a value for '" + key + "', as in " + key + "=1.");
      }
      if (values.putIfAbsent(key, value) != null) {
        throw error(activation, "is given '" + key + "' twice.");
      }
    }
    return new SpecArguments(activation, values);
  }

  /** No settings. */
  static SpecArguments none(String activation) {
    return new SpecArguments(activation, Map.of());
  }

  /** A number, when it is given. */
  OptionalDouble number(String key) {
    String value = values.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(parse(key, value));
  }

  /** A number, or its default. */
  double number(String key, double defaultValue) {
    return number(key).orElse(defaultValue);
  }

  /** A percentage, when it is given; the sign behind it may be left out. */
  OptionalDouble percent(String key) {
    String value = values.get(key);
    if (value == null) {
      return OptionalDouble.empty();
    }
    String digits = value.endsWith("%") ? value.substring(0, value.length() - 1).strip() : value;
    double percent = parse(key, digits);
    if (!(percent > 0 && percent < 100)) {
      throw error(
          activation, "takes " + key + " above 0 % and below 100 %, given '" + value + "'.");
    }
    return OptionalDouble.of(percent);
  }

  /** Refuses two settings that say the same. */
  void exclusive(String one, String other) {
    if (values.containsKey(one) && values.containsKey(other)) {
      throw error(activation, "takes " + one + " or " + other + ", not both.");
    }
  }

  private double parse(String key, String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw error(activation, "takes a number for '" + key + "', given '" + text + "'.");
    }
    requireFinite(activation, key, number);
    return number;
  }

  /** Refuses NaN and infinities. */
  static void requireFinite(String activation, String key, double number) {
    if (!Double.isFinite(number)) {
      throw error(activation, "takes a finite number for '" + key + "', given " + number + ".");
    }
  }

  /** The specification of an activation with one setting, left out when it is the default. */
  static String spec(String activation, String key, double number, double defaultValue) {
    return number == defaultValue ? activation : activation + ":" + key + "=" + format(number);
  }

  /** The shortest text that parses to the same number. */
  static String format(double number) {
    String text = Double.toString(number).replace(".0E", "E").replace('E', 'e');
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static IllegalArgumentException error(String activation, String problem) {
    return new IllegalArgumentException("Activation '" + activation + "' " + problem);
  }
}
