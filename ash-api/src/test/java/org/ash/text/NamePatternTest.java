package org.ash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "stage3.*, stage3.block0.conv1.weight, true",
    "stage3.*, stage30.block0, false",
    "stage3.*, stage3.weight, true",
    "*.alpha, stage1.activation.alpha, true",
    "*.alpha, stage1.activation.alphas, false",
    "*, anything, true",
    "dense.bias, dense.bias, true",
    "dense.bias, denseXbias, false",
    "a*c*e, abcde, true",
    "a*c*e, ace, true"
  })
  void star_standsForAnything_andOtherCharactersForThemselves(
      String pattern, String name, boolean matches) {
    assertEquals(matches, new NamePattern(pattern).matches(name));
  }

  @Test
  void replaced_hasWhatTheStarsStoodFor() {
    NamePattern theirs = new NamePattern("layer1.*.conv*.weight");
    NamePattern ours = new NamePattern("stage1.block*.conv*.w");
    assertEquals("stage1.block2.conv1.w", theirs.replaced("layer1.2.conv1.weight", ours));
  }

  /** Against regular expressions, which are slow but known: the same answer, the same shares. */
  @Test
  void starsAreShared_asGreedyExpressionsDo() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      String pattern = "*".repeat(random.nextInt(2)) + letters(random, "aab*", 5) + "b*";
      String name = letters(random, "aab", 8);
      Matcher expected = Pattern.compile(pattern.replace("*", "(.*)")).matcher(name);
      NamePattern actual = new NamePattern(pattern);
      assertEquals(expected.matches(), actual.matches(name), pattern + " on " + name);
      if (expected.matches()) {
        StringBuilder shares = new StringBuilder();
        for (int g = 1; g <= expected.groupCount(); g++) {
          shares.append(expected.group(g)).append('|');
        }
        NamePattern target = new NamePattern("*|".repeat(actual.stars()));
        assertEquals(shares.toString(), actual.replaced(name, target), pattern + " on " + name);
      }
    }
  }

  private static String letters(SplittableRandom random, String alphabet, int most) {
    return random
        .ints(random.nextInt(most + 1), 0, alphabet.length())
        .mapToObj(i -> alphabet.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** Names of rules are input like any other: trying all ways of sharing takes years. */
  @ParameterizedTest
  @CsvSource({"*a, b", "a*, b", "*a*a, ''", "**a, b", "*, x"})
  void manyStars_takeNoTime(String unit, String end) {
    NamePattern pattern = new NamePattern(unit.repeat(40) + end);
    assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> assertFalse(pattern.matches("a".repeat(3_000) + "c")));
  }

  @Test
  void emptyPattern_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NamePattern(""));
  }
}
