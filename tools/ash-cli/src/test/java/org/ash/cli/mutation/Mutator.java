package org.ash.cli.mutation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes bytes as disks, editors and people with bad intentions do. The same seed gives the same
 * bytes.
 */
final class Mutator {
  private static final List<String> TOKENS =
      List.of(
          "null",
          "true",
          "\"\"",
          "[]",
          "{}",
          "[null]",
          "-1",
          "0",
          "1e999999999",
          "NaN",
          "1.5",
          "9223372036854775807",
          "-9223372036854775808",
          "2147483648",
          "99999999999999999999999",
          "\0",
          "\"\0\"",
          "\"..\"",
          "\"/\"",
          "\"a\u0000b\"",
          "\uFEFF",
          "\r\n",
          ",",
          ":",
          "%s",
          "[".repeat(3_000),
          "{\"a\":".repeat(3_000),
          "x".repeat(5_000),
          "&a [*a,*a]",
          "!!set {x}");

  private static final List<Long> EXTREMES =
      List.of(0L, 1L, -1L, 127L, 255L, 65_535L, 2_147_483_647L, 2_147_483_648L, Long.MAX_VALUE);

  /** A number, a word or a quoted text of a file that is text. */
  private static final Pattern TOKEN = Pattern.compile("-?[0-9.]+|\"[^\"\n]*\"|[A-Za-z]+");

  private final SplittableRandom random;

  Mutator(long seed) {
    random = new SplittableRandom(seed);
  }

  byte[] mutated(byte[] content) {
    byte[] bytes = content;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(1, 1 + Math.max(1, bytes.length / 4)));
    return switch (random.nextInt(9)) {
      case 0 -> changed(bytes, (byte) (1 << random.nextInt(8)), true);
      case 1 -> changed(bytes, (byte) random.nextInt(256), false);
      case 2 -> joined(bytes, at, new byte[0], end);
      case 3 -> joined(bytes, end, slice(bytes, at, end), end);
      case 4 -> slice(bytes, 0, at);
      case 5 -> joined(bytes, at, noise(), at);
      case 6 -> number(bytes);
      default -> token(bytes);
    };
  }

  private byte[] changed(byte[] bytes, byte value, boolean flipped) {
    byte[] copy = bytes.clone();
    if (copy.length > 0) {
      int at = random.nextInt(copy.length);
      copy[at] = flipped ? (byte) (copy[at] ^ value) : value;
    }
    return copy;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(1, 9)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.nextInt(256);
    }
    return noise;
  }

  /** An extreme number in place of 2, 4 or 8 bytes, of either order. */
  private byte[] number(byte[] bytes) {
    int size = 2 << random.nextInt(3);
    byte[] copy = bytes.clone();
    if (copy.length >= size) {
      long value = EXTREMES.get(random.nextInt(EXTREMES.size()));
      ByteBuffer buffer =
          ByteBuffer.allocate(Long.BYTES)
              .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int from = buffer.order() == ByteOrder.BIG_ENDIAN ? Long.BYTES - size : 0;
      buffer.putLong(value).get(from, copy, random.nextInt(copy.length - size + 1), size);
    }
    return copy;
  }

  /** Another token in place of one that is there. */
  private byte[] token(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<int[]> places = new ArrayList<>();
    for (Matcher matcher = TOKEN.matcher(text); matcher.find(); ) {
      places.add(new int[] {matcher.start(), matcher.end()});
    }
    byte[] other = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    int[] place = places.isEmpty() ? new int[] {0, 0} : places.get(random.nextInt(places.size()));
    return joined(bytes, place[0], other, place[1]);
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** What comes before a place, something, and what comes behind another place. */
  private static byte[] joined(byte[] bytes, int before, byte[] middle, int behind) {
    return ByteBuffer.allocate(before + middle.length + bytes.length - behind)
        .put(bytes, 0, before)
        .put(middle)
        .put(bytes, behind, bytes.length - behind)
        .array();
  }
}
