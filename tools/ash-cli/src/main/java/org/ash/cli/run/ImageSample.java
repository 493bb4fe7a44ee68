package org.ash.cli.run;

import org.ash.cli.output.Numbers;

/**
 * The test images that something was found on.
 *
 * @param looked how many were looked at
 * @param all how many the set has
 */
public record ImageSample(int looked, int all) {

  /** In words, as {@code 32 of 10,000 test images, evenly spaced over the set}. */
  public String text() {
    return looked == all
        ? "all " + Numbers.count(all) + " test images"
        : "%s of %s test images, evenly spaced over the set"
            .formatted(Numbers.count(looked), Numbers.count(all));
  }
}
