package org.ash.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ash.data.image.ChannelStatistics;

/**
 * A data set as a person writes it: {@code kind}, {@code kind:location} or {@code
 * kind:location,option=value,...}.
 *
 * @param text as it was written
 * @param kind such as {@code cifar10}
 * @param location where its files are; absent when not given
 * @param options further wishes by name
 */
record DataSetSpec(String text, String kind, Optional<Path> location, Map<String, String> options) {

  private static final String MEASURED = "measured";

  private static final Pattern LAST_OPTION = Pattern.compile("^(.*?)(?:^|,)([a-z]+)=([^,=]*)$");

  DataSetSpec {
    options = Map.copyOf(options);
  }

  /** Takes a text apart; whether the kind and the options exist is for others to say. */
  static DataSetSpec parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    SortedMap<String, String> options = new TreeMap<>();
    // A path may hold commas and equals signs; what exists as it stands has no options.
    while (!rest.isEmpty() && !exists(rest)) {
      Matcher matcher = LAST_OPTION.matcher(rest);
      if (!matcher.matches()) {
        break;
      }
      if (options.put(matcher.group(2), matcher.group(3)) != null) {
        throw DataSpecException.of(
            "Data set '%s' gives the option '%s' twice.", text, matcher.group(2));
      }
      rest = matcher.group(1);
    }
    return new DataSetSpec(text, kind, path(text, rest), options);
  }

  /** Complains of an option that is none of these. */
  void allowOptions(String... known) {
    Set<String> names = new TreeSet<>(Set.of(known));
    for (String option : new TreeSet<>(options.keySet())) {
      if (!names.contains(option)) {
        throw DataSpecException.of(
            "Data set '%s': %s has no option '%s'; it has %s.",
            text, kind, option, String.join(", ", names));
      }
    }
  }

  /** An option that is a whole number in a range, or what holds when it is not given. */
  int number(String option, int otherwise, int least, int most) {
    String value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(option, least, most, value, e);
    }
    throw notANumber(option, least, most, value, null);
  }

  /**
   * The constants that images are normalized by, {@code mean=0.49/0.48/0.45,deviation=0.2/0.2/0.2};
   * empty where they are to be measured.
   */
  Optional<ChannelStatistics> normalization() {
    String mean = options.getOrDefault("mean", MEASURED);
    String deviation = options.getOrDefault("deviation", MEASURED);
    if (mean.equals(MEASURED) && deviation.equals(MEASURED)) {
      return Optional.empty();
    }
    if (mean.equals(MEASURED) || deviation.equals(MEASURED)) {
      throw DataSpecException.of(
          "Data set '%s': mean and deviation are both given, or both measured.", text);
    }
    return Optional.of(
        new ChannelStatistics(numbers("mean", mean, 0), numbers("deviation", deviation, 1e-6)));
  }

  /** Numbers up to 1, one for each channel: three, or one for gray images. */
  private List<Double> numbers(String option, String value, double least) {
    List<Double> numbers = new ArrayList<>();
    for (String part : value.split("/", -1)) {
      try {
        numbers.add(Double.parseDouble(part));
      } catch (NumberFormatException e) {
        throw DataSpecException.causedBy(
            e, "Data set '%s': %s is not numbers such as 0.49/0.48/0.45.", text, option);
      }
    }
    if (numbers.stream().anyMatch(number -> !(number >= least && number <= 1))) {
      throw DataSpecException.of(
          "Data set '%s': %s is of pixels in [0, 1], given '%s'.", text, option, value);
    }
    return List.copyOf(numbers);
  }

  /** An option that is true or false, false where it is not given. */
  boolean flag(String option) {
    String value = options.getOrDefault(option, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw DataSpecException.of(
          "Data set '%s': %s is true or false, given '%s'.", text, option, value);
    }
    return value.equals("true");
  }

  private DataSpecException notANumber(
      String option, int least, int most, String value, NumberFormatException cause) {
    return DataSpecException.causedBy(
        cause,
        "Data set '%s': %s is a whole number from %,d to %,d, given '%s'.",
        text,
        option,
        least,
        most,
        value);
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The kind, the last name of the place, and the options but for some. */
  String withoutPlace(Set<String> dropped) {
    List<String> parts = new ArrayList<>();
    location.map(Path::getFileName).map(Path::toString).ifPresent(parts::add);
    new TreeMap<>(options)
        .forEach(
            (name, value) -> {
              if (!dropped.contains(name)) {
                parts.add(name + "=" + value);
              }
            });
    return parts.isEmpty() ? kind : kind + ":" + String.join(",", parts);
  }

  private static Optional<Path> path(String text, String rest) {
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    try {
      // The shell expands ~ only at the beginning of a word, and here the kind stands before it.
      return Optional.of(
          rest.equals("~") || rest.startsWith("~/")
              ? Path.of(System.getProperty("user.home") + rest.substring(1))
              : Path.of(rest));
    } catch (InvalidPathException e) {
      throw DataSpecException.causedBy(
          e, "Data set '%s': '%s' is not a path (%s).", text, rest, e.getReason());
    }
  }
}
