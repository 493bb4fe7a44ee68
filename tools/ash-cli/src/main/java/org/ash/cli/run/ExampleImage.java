package org.ash.cli.run;

/**
 * A test image as a report shows it.
 *
 * @param truth name of its class
 * @param guess name of the class that the network takes it for
 * @param probability of that class, 0..1
 * @param picture a small PNG or JPEG file as a {@code data:} address
 */
public record ExampleImage(String truth, String guess, double probability, String picture) {

  /** Whether the guess is right. */
  public boolean right() {
    return truth.equals(guess);
  }
}
