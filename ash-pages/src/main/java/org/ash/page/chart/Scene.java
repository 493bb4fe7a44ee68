package org.ash.page.chart;

import java.util.List;

/**
 * A drawn chart.
 *
 * @param width in pixels
 * @param height in pixels
 * @param title its name
 * @param description what it shows, in words
 * @param marks in the order of drawing
 */
record Scene(double width, double height, String title, String description, List<Mark> marks) {
  Scene {
    marks = List.copyOf(marks);
  }
}
