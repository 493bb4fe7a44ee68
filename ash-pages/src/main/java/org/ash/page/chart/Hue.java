package org.ash.page.chart;

/**
 * A colour that is told apart on white and on nearly black paper.
 *
 * @param index its place in the style sheet
 * @param light {@code #rrggbb} on white
 * @param dark {@code #rrggbb} on nearly black
 */
public record Hue(int index, String light, String dark) {}
