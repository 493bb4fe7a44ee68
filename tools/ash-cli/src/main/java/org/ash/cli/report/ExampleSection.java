package org.ash.cli.report;

import java.util.List;
import org.ash.cli.run.ExampleImage;
import org.ash.cli.run.ExampleImages;
import org.ash.page.Html;
import org.ash.page.Page;
import org.ash.page.Picture;

/** Test images with what they are and what the network takes them for. */
final class ExampleSection {
  private ExampleSection() {}

  static String html(ExampleImages examples) {
    StringBuilder html = new StringBuilder();
    if (!examples.sample().isEmpty()) {
      html.append(Page.heading("Sample images"))
          .append(
              Html.paragraph(
                  "Test images evenly spaced over the set: the class that the network names, how"
                      + " sure it is, and what it really is where that differs."))
          .append(gallery(examples.sample()));
    }
    if (!examples.worst().isEmpty()) {
      html.append(Page.heading("Worst misses"))
          .append(
              Html.paragraph(
                  "Of all test images that were taken for something else, those that the network"
                      + " was surest about."))
          .append(gallery(examples.worst()));
    }
    return html.toString();
  }

  private static String gallery(List<ExampleImage> images) {
    return Picture.gallery(images.stream().map(ExampleSection::picture).toList());
  }

  private static Picture picture(ExampleImage image) {
    String sure = Html.number(100 * image.probability(), 0) + " %";
    String guess = image.guess() + " " + sure;
    return image.right()
        ? new Picture(
            image.picture(),
            image.truth() + ", recognized, " + sure,
            "<span class=\"hit\">\u2713 " + Html.escape(guess) + "</span>")
        : new Picture(
            image.picture(),
            image.truth() + ", taken for " + guess,
            "<span class=\"miss\">\u2717 "
                + Html.escape(guess)
                + "</span><br/>is "
                + Html.escape(image.truth()));
  }
}
