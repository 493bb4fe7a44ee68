package org.ash.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HtmlTest {
  @Test
  void textOfAnything_isMadeSafe() {
    assertEquals("&lt;b&gt; &amp; &quot;c&quot;", Html.escape("<b> & \"c\""));
    assertEquals("a\ufffdb\ufffd", Html.escape("a\u0000b\u001b"));
    assertEquals("\ud83d\ude00 \ufffd", Html.escape("\ud83d\ude00 \ud83d"));
  }

  @Test
  void numberRoundedToZero_hasNoSign() {
    assertEquals("0.00", Html.number(-0.0004, 2));
    assertEquals("-0.01", Html.number(-0.006, 2));
    assertEquals("0", Html.number(-0.4, 0));
    assertEquals("-\u221e", Html.number(Double.NEGATIVE_INFINITY, 2));
    assertEquals("1,234.5", Html.number(1234.5, 1));
  }

  @Test
  void heading_canBeLinkedTo() {
    assertEquals("<h2 id=\"what-is-wrong-\">What is wrong?</h2>\n", Page.heading("What is wrong?"));
  }
}
