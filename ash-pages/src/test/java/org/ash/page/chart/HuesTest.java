package org.ash.page.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HuesTest {
  private static final double LEAST_CONTRAST = 3; // WCAG 2 for graphics

  @Test
  void settingsOrCompany_changeNoColour() {
    assertEquals(Hues.of("ash"), Hues.of("ash:alpha=2"));
    assertEquals(Hues.of("ash"), Hues.of("resnet-20, ash, tensorflow"));
    assertEquals(Hues.of("dl4j"), Hues.of("resnet-20, dl4j"));
    assertEquals(Hues.of("alpha"), Hues.of("alpha 0.5"));
    assertEquals(Hues.of("swish"), Hues.of("Swish"));
    assertNotEquals(Hues.of("hard-ash"), Hues.of("hard-ash-eq7"));
    assertEquals(Hues.of("my-own"), Hues.of("my-own"));
  }

  @Test
  void everyThing_hasAColourOfItsOwn_thatIsReadOnBothPapers() {
    Set<String> light = new HashSet<>();
    Set<String> dark = new HashSet<>();
    for (Hue hue : Hues.all()) {
      assertTrue(light.add(hue.light()) && dark.add(hue.dark()), hue::toString);
      assertTrue(contrast(hue.light(), "#ffffff") >= LEAST_CONTRAST, hue::toString);
      assertTrue(contrast(hue.dark(), "#14171c") >= LEAST_CONTRAST, hue::toString);
    }
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
