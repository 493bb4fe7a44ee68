package org.ash.cli.run;

import java.util.List;

/**
 * Test images that the last evaluation looked at, with what the network made of them.
 *
 * @param step steps done when they were looked at
 * @param sample some, evenly spaced over the set
 * @param worst those that were missed with the greatest certainty, the surest first
 */
public record ExampleImages(long step, List<ExampleImage> sample, List<ExampleImage> worst) {

  /** Copies the lists. */
  public ExampleImages {
    sample = List.copyOf(sample);
    worst = List.copyOf(worst);
  }
}
