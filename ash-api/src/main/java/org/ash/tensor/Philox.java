package org.ash.tensor;

/**
 * Philox-4x32-10, the counter-based generator of Salmon et al. (SC 2011): a pure function from a
 * key and a counter to 128 random bits, the same on every machine, thread and engine.
 *
 * <p>Streams are keyed by {@code (seed, site)}; the counter is the position within the stream. All
 * randomness of the project (weights, shuffles, augmentation, random operators) comes from here, so
 * that the number of threads and the choice of engine change nothing.
 */
public final class Philox {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final int WORDS = 4;

  private final int key0;
  private final int key1;
  private final int counter2;
  private final int counter3;

  /**
   * The stream of a seed at a site.
   *
   * @param seed the user's seed, the key
   * @param site what the numbers are for, the upper half of the counter; see {@link #site}
   */
  public Philox(long seed, long site) {
    key0 = (int) seed;
    key1 = (int) (seed >>> 32);
    counter2 = (int) site;
    counter3 = (int) (site >>> 32);
  }

  /** A site from a name and indices (FNV-1a, 64 bits), such as {@code site("shuffle", epoch)}. */
  public static long site(String name, long... indices) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    for (long index : indices) {
      for (int shift = 0; shift < 64; shift += 8) {
        hash = (hash ^ ((index >>> shift) & 0xff)) * 0x100000001b3L;
      }
    }
    return hash;
  }

  /** The four 32-bit words of block {@code block} of this stream. */
  public int[] block(long block) {
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = counter2;
    int c3 = counter3;
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (M0 & 0xffffffffL) * (c0 & 0xffffffffL);
      long p1 = (M1 & 0xffffffffL) * (c2 & 0xffffffffL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    return new int[] {c0, c1, c2, c3};
  }

  /** Number {@code index} of the stream as 32 random bits. */
  public int bits(long index) {
    return block(index >>> 2)[(int) (index & 3)];
  }

  /** Number {@code index} of the stream, uniform in [0, 1) in steps of 2^-32. */
  public double uniform(long index) {
    return (bits(index) & 0xffffffffL) * 0x1p-32;
  }

  /** Number {@code index} of the stream, uniform in 0..bound-1 (bias below bound / 2^32). */
  public int below(long index, int bound) {
    return scaled(bits(index), bound);
  }

  /** 32 random bits as a number in 0..bound-1 (bias below bound / 2^32), each as likely. */
  public static int scaled(int bits, int bound) {
    return (int) (((bits & 0xffffffffL) * bound) >>> 32);
  }

  /** {@code count} standard normal numbers, by Box and Muller on consecutive pairs. */
  public double[] normals(int count) {
    double[] values = new double[count];
    int[] words = new int[WORDS];
    for (int i = 0; i < count; i += 2) {
      if (i % WORDS == 0) {
        words = block(i / WORDS);
      }
      // (0, 1]: the logarithm must not see zero.
      double u = ((words[i % WORDS] & 0xffffffffL) + 1) * 0x1p-32;
      double angle = 2 * Math.PI * ((words[i % WORDS + 1] & 0xffffffffL) * 0x1p-32);
      double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
      values[i] = radius * StrictMath.cos(angle);
      if (i + 1 < count) {
        values[i + 1] = radius * StrictMath.sin(angle);
      }
    }
    return values;
  }

  /** The numbers 0..count-1 in random order (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = below(i, i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
