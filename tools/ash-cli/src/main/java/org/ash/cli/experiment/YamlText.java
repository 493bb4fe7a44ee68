package org.ash.cli.experiment;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A scalar of a YAML file as it is written there.
 *
 * @param text what is written, without quotes
 * @param place where, as {@code grid.yaml, line 3, column 5}
 */
record YamlText(String text, String place) {

  /** An error at this place. */
  ExperimentException wrong(String message) {
    return new ExperimentException(place + ": " + message);
  }

  /** A whole number of at least 0. */
  long count() {
    try {
      long count = Long.parseLong(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new ExperimentException(place + ": '" + text + "' is not a whole number.", e);
    }
    throw wrong("a number of 0 or more is wanted, given " + text + ".");
  }

  /** A finite number. */
  double number() {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ExperimentException(place + ": '" + text + "' is not a number.", e);
    }
    throw wrong("a finite number is wanted, given " + text + ".");
  }

  static String place(String file, Optional<Mark> mark) {
    // The library counts from 0, editors from 1.
    return mark.map(
            at -> file + ", line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
        .orElse(file);
  }
}
