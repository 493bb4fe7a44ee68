package org.ash.host;

/**
 * The logistic function S(u) = 1 / (1 + exp(-u)) in multiplications and one division, a form that
 * the compiler of Java 17 vectorizes ({@code Math.exp} it does not).
 *
 * <p>With t(u) = u P(u^2) / Q(u^2) close to tanh(u / 8), S is (1 + t)^4 / ((1 + t)^4 + (1 - t)^4).
 * The fourth powers make t's error vanish where S saturates, so one fit by linear programming
 * (minimax, weighted by dS/dt) serves all of {@code |u| <= 600}: within 3.2e-8 in exact arithmetic,
 * within 1.9e-7 as evaluated in float, both below the 2^-22 that the agreement rules allow. NaN
 * passes through.
 */
public final class RationalLogistic {

  /**
   * Where numerator and denominator of t are the same float, so that S is exactly 1 there and
   * exactly 0 at its negative. Within these bounds {@link #of} holds; beyond them clamp first.
   */
  public static final float SATURATION = 545.7816f;

  private static final float P0 = 0.12499997f;
  private static final float P1 = 2.0224758e-4f;
  private static final float P2 = 2.2980906e-8f;
  private static final float P3 = 6.238881e-14f;
  private static final float Q1 = 6.8261847e-3f;
  private static final float Q2 = 3.1959123e-6f;
  private static final float Q3 = 6.659777e-11f;

  private RationalLogistic() {}

  /** S(u) for u of a magnitude up to {@link #SATURATION}, or NaN. */
  public static float of(float u) {
    float w = u * u;
    float a = u * Math.fma(Math.fma(Math.fma(P3, w, P2), w, P1), w, P0);
    float b = Math.fma(Math.fma(Math.fma(Q3, w, Q2), w, Q1), w, 1f);
    float rising = b + a;
    float falling = b - a;
    rising *= rising;
    falling *= falling;
    rising *= rising;
    return rising / Math.fma(falling, falling, rising);
  }

  /** S(u) for every u, infinities included, or NaN. */
  public static float clamped(float u) {
    return of(Math.max(-SATURATION, Math.min(SATURATION, u)));
  }
}
