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
import org.ash.cli.experiment.Experiment;
import org.ash.cli.experiment.ExperimentResults;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Output;
import org.ash.cli.report.LineChart;
import org.ash.cli.study.Metric;
import org.ash.cli.study.StudyCurves;
import org.ash.cli.study.StudyReport;
import org.ash.cli.study.StudyTable;
import org.ash.cli.study.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ash table}: what experiments gave. */
@Command(
    name = "table",
    description = {
      "Show what experiments gave: means, 95 %% intervals, which differences are significant.",
      "",
      "An interval is Student's over the seeds. A star marks what differs from the reference"
          + " activation by Welch's t-test at 5 %%, corrected for the number of comparisons in the"
          + " column (Holm). Figures are those of the last epoch."
    },
    footer = {
      "  ash table runs/study",
      "  ash table runs/study --metric loss --reference relu",
      "  ash table runs/a runs/b --format latex --out table.tex --charts pictures"
    })
public final class TableCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of experiments; their results go into one table.")
  private List<Path> folders;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      defaultValue = "top1",
      description = "${COMPLETION-CANDIDATES} of the test images (default: ${DEFAULT-VALUE})")
  private Metric metric;

  @Option(
      names = "--reference",
      paramLabel = "SPEC",
      description =
          "The activation that the others are tested against (default: ash, else the first)")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private TableFormat format;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the table there, not to stdout.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also draw accuracy and loss over the epochs, as SVG and PNG pictures.")
  private Optional<Path> charts = Optional.empty();

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public TableCommand() {}

  @Override
  public Integer call() throws IOException {
    List<TrialResult> results = new ArrayList<>();
    Map<String, Experiment.Published> published = new LinkedHashMap<>();
    String title = "";
    for (Path folder : folders) {
      ExperimentResults read = ExperimentResults.read(folder);
      results.addAll(read.results());
      read.experiment().printed().forEach(published::putIfAbsent);
      title = title.isEmpty() ? read.experiment().title() : title;
    }
    StudyTable table = StudyTable.of(results, published, metric);
    if (reference.isPresent()) {
      table = table.against(reference.get());
    }
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(table.rows());
    } else {
      String text =
          format == TableFormat.HTML
              ? StudyReport.page(title, table, results)
              : format.render(table);
      if (out.isPresent()) {
        Files.writeString(out.get(), text);
        output.note("The table is in " + out.get());
      } else {
        output.line(text.stripTrailing());
      }
    }
    if (charts.isPresent()) {
      draw(charts.get(), results);
      output.note("The curves are in " + charts.get());
    }
    return 0;
  }

  private static void draw(Path folder, List<TrialResult> results) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, LineChart> picture : StudyCurves.draw(results).entrySet()) {
      String name = picture.getKey().replaceAll("[^A-Za-z0-9.=-]+", "-");
      picture.getValue().write(folder, name);
    }
  }
}
