package org.ash.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShortenedTest {
  @Test
  void text_isCutBetweenCharacters() {
    assertEquals("abc", Shortened.text("abc", 3));
    assertEquals("abc ...", Shortened.text("abcd", 3));
    assertEquals("ab ...", Shortened.text("ab\ud83d\ude00d", 3));
    assertEquals("ab\ud83d\ude00 ...", Shortened.text("ab\ud83d\ude00d", 4));
  }

  @Test
  void list_saysHowManyMoreThereAre() {
    assertEquals("a; &lt;b&gt;", Shortened.list(List.of("a", "<b>"), 2, 9));
    assertEquals("a; and 2 more", Shortened.list(List.of("a", "b", "c"), 1, 9));
    assertEquals("", Shortened.list(List.of(), 1, 9));
  }
}
