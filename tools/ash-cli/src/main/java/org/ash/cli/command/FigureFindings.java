package org.ash.cli.command;

import java.util.List;
import org.ash.cli.figure.PlaceDistribution;

/**
 * What {@code ash figures} found, as programs get it.
 *
 * @param places in order
 */
record FigureFindings(List<Place> places) {
  private static final double PERCENT = 100;

  /**
   * How what one activation is given is distributed, as {@link PlaceDistribution} says.
   *
   * @param kept what lies above the threshold of Proposition 2
   */
  record Place(
      String place,
      int images,
      double skewness,
      double excessKurtosis,
      double distance,
      double rejected,
      List<Kept> kept) {}

  /**
   * How well the threshold for a share keeps that share.
   *
   * @param wanted share that is to lie above it, in 0..1
   * @param share that does, in 0..1
   */
  record Kept(double wanted, double share) {}

  static FigureFindings of(List<PlaceDistribution> distributions) {
    return new FigureFindings(distributions.stream().map(FigureFindings::place).toList());
  }

  private static Place place(PlaceDistribution found) {
    return new Place(
        found.place(),
        found.images(),
        found.skewness(),
        found.excessKurtosis(),
        found.distance(),
        found.rejected(),
        found.kept().entrySet().stream()
            .map(kept -> new Kept(kept.getKey() / PERCENT, kept.getValue()))
            .toList());
  }
}
