package org.ash.page.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture of numbers. */
public sealed interface Chart permits LineChart, IntervalChart, BarChart {

  /** Whether there is nothing to draw. */
  boolean isEmpty();

  /** As it is drawn. */
  Scene scene();

  /** An SVG element for a page; empty text when there is nothing to draw. */
  default String svg() {
    return isEmpty() ? "" : SvgWriter.inline(scene()) + "\n";
  }

  /** An SVG file, light or dark as its reader's system is; empty when there is nothing to draw. */
  default String svgFile() {
    return isEmpty() ? "" : SvgWriter.document(scene());
  }

  /**
   * A PNG file.
   *
   * @throws IllegalStateException when there is nothing to draw
   */
  default byte[] png() {
    if (isEmpty()) {
      throw new IllegalStateException("The chart has nothing to draw.");
    }
    return PngWriter.png(scene());
  }

  /** Writes NAME.svg and NAME.png into a folder; nothing when there is nothing to draw. */
  default void write(Path folder, String name) throws IOException {
    if (!isEmpty()) {
      Files.writeString(folder.resolve(name + ".svg"), svgFile());
      Files.write(folder.resolve(name + ".png"), png());
    }
  }
}
