package org.ash.page.chart;

import java.util.ArrayList;
import java.util.List;

/** Texts of a scene that run into each other or over its edge, by generous widths. */
final class SceneOverlaps {
  private SceneOverlaps() {}

  static List<String> of(Scene scene) {
    List<Mark.Text> texts = texts(scene);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Mark.Text a = texts.get(i);
      if (a.left() < -0.5 || a.right() > scene.width() + 0.5 || a.y() > scene.height()) {
        faults.add("'" + a.text() + "' runs over the edge");
      }
      for (Mark.Text b : texts.subList(i + 1, texts.size())) {
        boolean besides = a.right() <= b.left() || b.right() <= a.left();
        if (!besides && Math.abs(a.y() - b.y()) < TextWidth.FONT) {
          faults.add("'" + a.text() + "' runs into '" + b.text() + "'");
        }
      }
    }
    return faults;
  }

  static List<Mark.Text> texts(Scene scene) {
    return scene.marks().stream()
        .filter(Mark.Text.class::isInstance)
        .map(Mark.Text.class::cast)
        .toList();
  }
}
