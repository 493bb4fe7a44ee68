package org.ash.zoo;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Architectures whose size is in their name, as {@code wrn-28-10}, with dropout behind a colon
 * where they have some: {@code wrn-28-10:dropout=0.3}.
 *
 * @param form how names are made, for people
 * @param pattern of names, without dropout
 * @param hasDropout whether dropout can be asked for
 * @param maker makes the entry of a name that fits
 */
record ZooFamily(String form, Pattern pattern, boolean hasDropout, Maker maker) {
  private static final String DROPOUT = "dropout=";

  /** Makes entries. */
  @FunctionalInterface
  interface Maker {
    /**
     * The entry of a name.
     *
     * @param numbers the pattern's groups
     * @throws IllegalArgumentException when there is none of that size
     */
    ZooEntry entry(String name, Numbers numbers, double dropout);
  }

  /**
   * The numbers in a name.
   *
   * @param match of the pattern
   */
  record Numbers(MatchResult match) {
    int get(int group) {
      return Integer.parseInt(match.group(group));
    }
  }

  static ZooFamily of(String form, String pattern, boolean hasDropout, Maker maker) {
    return new ZooFamily(form, Pattern.compile(pattern), hasDropout, maker);
  }

  /**
   * The architecture of this name, empty when the name is not one of this family.
   *
   * @throws IllegalArgumentException when it is, but there is none of that size
   */
  Optional<ZooEntry> find(String name) {
    int colon = name.indexOf(':');
    Matcher matcher = pattern.matcher(colon < 0 ? name : name.substring(0, colon));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double dropout = colon < 0 ? 0 : dropout(name, name.substring(colon + 1));
    return Optional.of(maker.entry(name, new Numbers(matcher.toMatchResult()), dropout));
  }

  private double dropout(String name, String setting) {
    if (!hasDropout) {
      throw new IllegalArgumentException(
          "Model '" + name + "' has no settings; leave ':" + setting + "' out.");
    }
    try {
      if (setting.startsWith(DROPOUT)) {
        double rate = Double.parseDouble(setting.substring(DROPOUT.length()));
        if (rate >= 0 && rate < 1) {
          return rate;
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wrong(name, setting), e);
    }
    throw new IllegalArgumentException(wrong(name, setting));
  }

  private static String wrong(String name, String setting) {
    return "Model '"
        + name
        + "': the only setting is dropout=RATE with a rate in [0, 1), as :dropout=0.3; given '"
        + setting
        + "'.";
  }
}
