package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.figure.FigurePage;
import org.ash.cli.figure.Figures;
import org.ash.cli.figure.PlaceDistribution;
import org.ash.cli.figure.Tiles;
import org.ash.cli.option.DataOptions;
import org.ash.cli.option.EngineOptions;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.option.RunOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.SkippedFiles;
import org.ash.cli.output.Table;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.ImageSample;
import org.ash.data.DataSet;
import org.ash.data.pipeline.ImageSource;
import org.ash.page.chart.LineChart;
import org.ash.spi.Backend;
import org.ash.train.Batch;
import org.ash.train.BatchSource;
import org.ash.train.Batches;
import org.ash.train.Checkpoint;
import org.ash.train.FeatureProbe;
import org.ash.train.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ash figures}: pictures of what a trained network does. */
@Command(
    name = "figures",
    description = {
      "Draw what a trained network does with test images.",
      "",
      "Which elements ReLU and the top k %% keep of a feature map, whether what the activations are"
          + " given is normally distributed, what each ASH has learned by depth, and where in an"
          + " image the network sees a class (Grad-CAM). DIR gets PNG files, of"
          + " curves SVG, too, and figures.html, which shows them all; so does the run's"
          + " report.html."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} figures --run runs/a",
      "  ${ROOT-COMMAND-NAME} figures --run runs/a --images 64 --out figures",
      "  ${ROOT-COMMAND-NAME} figures --run runs/a --json       the numbers behind them"
    })
public final class FiguresCommand implements Callable<Integer> {
  private static final int MOST_IMAGES = 1000;

  @Spec private CommandSpec spec;

  @Mixin private RunOptions runs;

  @Mixin private DataOptions data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "How many test images to look at, evenly spaced over the set (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the pictures go (default: figures in the run folder)")
  private Optional<Path> out = Optional.empty();

  @Mixin private EngineOptions engines;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public FiguresCommand() {}

  @Override
  public Integer call() throws IOException {
    if (count < 1 || count > MOST_IMAGES) {
      throw new ParameterException(
          spec.commandLine(), "--images is 1 to " + MOST_IMAGES + ", given " + count + ".");
    }
    Checkpoint checkpoint = runs.checkpoint();
    DataSet images = data.openFor(checkpoint);
    Path folder = out.orElse(runs.run().path().resolve("figures"));
    Map<String, Tiles> pictures = new LinkedHashMap<>();
    Map<String, LineChart> charts = new LinkedHashMap<>();
    List<PlaceDistribution> distributions = new ArrayList<>();
    ImageSource chosen = images.test().spread(count);
    ImageSample sample;
    try (SkippedFiles skipped = SkippedFiles.leftOut(chosen, "test", outputs.output()::note);
        Backend backend = engines.open();
        FeatureProbe probe = FeatureProbe.of(checkpoint.network(), checkpoint.weights(), backend);
        Predictor predictor = Predictor.of(checkpoint, checkpoint.network(), backend);
        Batches batches = chosen.open(BatchSource.Pass.evaluation(count))) {
      Batch batch = batches.next().orElseThrow(skipped::nothingLeft);
      sample = new ImageSample(batch.size(), images.test().examples());
      Figures figures = new Figures(probe, checkpoint.preprocessing(), batch);
      pictures.put("sampling", figures.sampling());
      pictures.put("grad-cam", figures.gradCam(predictor.classify(batch.images())));
      charts.putAll(Figures.shapes());
      charts.putAll(Figures.thresholds(predictor.inspect(batch.images())));
      figures.histograms().forEach((place, chart) -> charts.put("normality-" + place, chart));
      distributions.addAll(figures.distributions());
    }
    write(
        folder,
        pictures,
        charts,
        FigurePage.html(checkpoint, sample, pictures, charts, distributions));
    // The report shows these already.
    charts.keySet().removeAll(Figures.LEARNED);
    boolean reported =
        HtmlReport.insert(
            runs.run().path(),
            checkpoint.progress().step(),
            FigurePage.sections(sample, pictures, charts, distributions));
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(FigureFindings.of(distributions));
    } else {
      output.table(table(distributions));
    }
    output.note(
        "Looked at "
            + sample.text()
            + ". The pictures are in "
            + folder.resolve("figures.html")
            + (reported ? ", and in the run's " + HtmlReport.NAME : ""));
    return 0;
  }

  private static void write(
      Path folder, Map<String, Tiles> pictures, Map<String, LineChart> charts, String page)
      throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Tiles> picture : pictures.entrySet()) {
      Files.write(folder.resolve(picture.getKey() + ".png"), picture.getValue().png());
    }
    for (Map.Entry<String, LineChart> chart : charts.entrySet()) {
      chart.getValue().write(folder, chart.getKey());
    }
    Files.writeString(folder.resolve("figures.html"), page);
  }

  private static Table table(List<PlaceDistribution> distributions) {
    Table table =
        new Table()
            .text("GIVEN TO")
            .number("SKEWNESS")
            .number("EXCESS KURTOSIS")
            .number("KS DISTANCE")
            .number("NOT NORMAL")
            .number("TOP 10 %")
            .number("TOP 50 %")
            .number("TOP 90 %");
    for (PlaceDistribution place : distributions) {
      table.row(
          place.place(),
          Numbers.decimal(place.skewness(), 2),
          Numbers.decimal(place.excessKurtosis(), 2),
          Numbers.decimal(place.distance(), 3),
          Numbers.percent(place.rejected()),
          Numbers.percent(place.kept().get(10)),
          Numbers.percent(place.kept().get(50)),
          Numbers.percent(place.kept().get(90)));
    }
    return table;
  }
}
