package org.ash.data.fetch;

import java.time.Duration;

/**
 * How long a download waits for a network.
 *
 * @param silence longest time without a byte
 * @param window time over which a rate is looked at
 * @param least bytes that come in such a time at least; fewer are a trickle, which has no end
 */
public record Patience(Duration silence, Duration window, long least) {
  private static final Duration USUAL_SILENCE = Duration.ofSeconds(8);
  private static final Duration USUAL_WINDOW = Duration.ofSeconds(60);
  private static final long USUAL_LEAST = 60_000;

  /** Eight seconds of silence, and a thousand bytes a second over a minute. */
  public static Patience usual() {
    return new Patience(USUAL_SILENCE, USUAL_WINDOW, USUAL_LEAST);
  }
}
