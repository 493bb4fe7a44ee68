package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {
  private static final String WORDS = "a network for photographs of CIFAR, with shortcuts";

  private static Table table() {
    return new Table()
        .text("NAME")
        .number("SIZE")
        .text("ABOUT")
        .row("resnet-20", "269,722", WORDS)
        .row("vgg-16", "15", "an" + "x".repeat(100));
  }

  @Test
  void withRoom_hasALineForEachRow() {
    assertEquals(3, table().lines().size());
    assertEquals("resnet-20  269,722  " + WORDS, table().lines().get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100})
  void withLittleRoom_goesOnBelowItself(int room) {
    List<String> lines = table().lines(room);
    assertTrue(lines.stream().allMatch(line -> line.length() <= room), lines::toString);
    assertTrue(String.join("", lines).replace(" ", "").contains(WORDS.replace(" ", "")));
    assertEquals("an" + "x".repeat(100), letters(lines));
  }

  /** What the last row says of itself. */
  private static String letters(List<String> lines) {
    int last = 0;
    while (!lines.get(last).startsWith("vgg-16")) {
      last++;
    }
    return String.join("", lines.subList(last, lines.size()))
        .replaceFirst("vgg-16\\s+15", "")
        .replace(" ", "");
  }

  @Test
  void numbersAreNeverBroken() {
    Table numbers = new Table().number("A").number("B").row("1,234,567", "7,654,321");
    assertEquals(List.of("        A          B", "1,234,567  7,654,321"), numbers.lines(5));
  }
}
