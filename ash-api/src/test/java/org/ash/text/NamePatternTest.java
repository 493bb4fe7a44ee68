package org.ash.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

  @Test
  void emptyPattern_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NamePattern(""));
  }
}
