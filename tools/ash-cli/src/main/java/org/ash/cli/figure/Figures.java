package org.ash.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ash.activation.ZScore;
import org.ash.cli.output.Numbers;
import org.ash.cli.report.ActivationSection;
import org.ash.cli.run.ActivationMetrics;
import org.ash.data.pipeline.EvenSpread;
import org.ash.page.chart.LineChart;
import org.ash.tensor.Tensor;
import org.ash.train.Batch;
import org.ash.train.FeatureProbe;
import org.ash.train.Inspection;
import org.ash.train.Prediction;
import org.ash.train.Preprocessing;

/** The figures of one trained network on some images. */
public final class Figures {
  /** Names of the charts of what each ASH has learned. */
  public static final List<String> LEARNED = List.of("alpha", "z", "share");

  private static final List<Integer> TOP = List.of(50, 30, 10);
  private static final int PICTURED = 4;
  private static final int DISTRIBUTIONS = 6;

  private final FeatureProbe probe;
  private final Preprocessing preprocessing;
  private final Batch batch;
  private final Map<String, Tensor> features;

  /**
   * On these images.
   *
   * @param probe looks into the network
   * @param batch normalized images and their labels
   */
  public Figures(FeatureProbe probe, Preprocessing preprocessing, Batch batch) {
    this.probe = probe;
    this.preprocessing = preprocessing;
    this.batch = batch;
    this.features = probe.preActivations(batch.images());
  }

  /**
   * The paper's Figure 1: of the feature maps before the first activation, which elements ReLU
   * keeps and which the top k % by ASH's threshold. The channel with the largest variance is shown;
   * the threshold and the shares are those of the whole sample, as ASH has it.
   *
   * @return rows of tiles
   */
  public Tiles sampling() {
    Tensor maps = features.values().iterator().next();
    List<Moments> samples = PlaceDistribution.samples(maps);
    int channels = (int) maps.shape().dim(1);
    Tiles tiles = new Tiles();
    for (int image : EvenSpread.of(batch.size(), PICTURED)) {
      Plane plane =
          IntStream.range(0, channels)
              .mapToObj(c -> Plane.of(maps, image * channels + c))
              .reduce((a, b) -> a.variance() >= b.variance() ? a : b)
              .orElseThrow();
      Moments sample = samples.get(image);
      tiles
          .row()
          .tile(name(image), Palette.image(batch.images(), image, preprocessing))
          .tile("feature map", Palette.signed(plane))
          .tile("ReLU keeps " + percent(sample.above(0)), Palette.kept(plane, 0));
      for (int k : TOP) {
        double threshold = sample.mean() + ZScore.ofTopPercent(k) * sample.deviation();
        tiles.tile(
            "top %d %%: %s".formatted(k, percent(sample.above(threshold))),
            Palette.kept(plane, threshold));
      }
    }
    return tiles;
  }

  /**
   * Grad-CAM: where the network sees the class that it takes to be the likeliest, and where the
   * right one.
   *
   * @param predictions of each image of the batch, the likeliest first
   * @return rows of tiles
   */
  public Tiles gradCam(List<List<Prediction>> predictions) {
    List<Integer> guessed = predictions.stream().map(ranked -> ranked.get(0).classIndex()).toList();
    List<Integer> right =
        IntStream.range(0, batch.size()).mapToObj(i -> (int) batch.labels().getLong(i)).toList();
    Tensor seen = probe.gradCam(batch.images(), guessed);
    Tensor wanted = probe.gradCam(batch.images(), right);
    Tiles tiles = new Tiles();
    for (int i : EvenSpread.of(batch.size(), 2 * PICTURED)) {
      Tiles.Paint image = Palette.image(batch.images(), i, preprocessing);
      Prediction first = predictions.get(i).get(0);
      tiles
          .row()
          .tile(name(i), image)
          .tile(
              "says " + first.className() + " " + percent(first.probability()),
              Palette.over(image, Plane.of(seen, i)))
          .tile("is " + name(i), Palette.over(image, Plane.of(wanted, i)));
    }
    return tiles;
  }

  /** How far from normal what each activation is given is. */
  public List<PlaceDistribution> distributions() {
    List<PlaceDistribution> places = new ArrayList<>();
    features.forEach((place, maps) -> places.add(PlaceDistribution.of(place, maps)));
    return places;
  }

  /** Histograms over the bell curve for some places from the first to the last, by place. */
  public Map<String, LineChart> histograms() {
    List<String> places = List.copyOf(features.keySet());
    int count = Math.min(DISTRIBUTIONS, places.size());
    Map<String, LineChart> charts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String place = places.get(count == 1 ? 0 : i * (places.size() - 1) / (count - 1));
      charts.put(place, DistributionChart.draw(place, features.get(place)));
    }
    return charts;
  }

  /** The paper's Figure 2: the shapes that ASH takes, by name. */
  public static Map<String, LineChart> shapes() {
    Map<String, LineChart> charts = new LinkedHashMap<>();
    charts.put("shape-alpha", ShapeChart.byAlpha());
    charts.put("shape-z", ShapeChart.byThreshold());
    return charts;
  }

  /** What each ASH has learned by its depth, by name; empty without ASH. */
  public static Map<String, LineChart> thresholds(List<Inspection> places) {
    return places.isEmpty()
        ? Map.of()
        : ActivationSection.charts(
            places.stream()
                .map(p -> new ActivationMetrics(p.place(), p.alpha(), p.z(), p.share()))
                .toList());
  }

  private String name(int image) {
    return preprocessing.classNames().get((int) batch.labels().getLong(image));
  }

  private static String percent(double share) {
    return Numbers.decimal(100 * share, 0) + " %";
  }
}
