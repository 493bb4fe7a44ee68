package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.experiment.TrialResult;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Output;
import org.ash.cli.output.TargetFile;
import org.ash.cli.study.Metric;
import org.ash.cli.study.StudyCurves;
import org.ash.cli.study.StudyFolders;
import org.ash.cli.study.StudyReport;
import org.ash.cli.study.StudyTable;
import org.ash.cli.study.TableFormat;
import org.ash.page.chart.Chart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
      "  ${ROOT-COMMAND-NAME} table runs/study",
      "  ${ROOT-COMMAND-NAME} table runs/study --metric loss --reference relu",
      "  ${ROOT-COMMAND-NAME} table runs/a runs/b --format latex --out table.tex --charts pictures"
    })
public final class TableCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description =
          "Folders of experiments; their results go into one table, which takes that what shares a"
              + " column was trained alike.")
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
      description = "${COMPLETION-CANDIDATES} (default: text)")
  private Optional<TableFormat> format = Optional.empty();

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
    if (outputs.json() && format.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--json is a format of its own; leave --format out.");
    }
    StudyFolders studies = StudyFolders.read(folders);
    List<TrialResult> results = studies.results();
    StudyTable usual = StudyTable.of(results, studies.published(), metric);
    StudyTable table = reference.map(usual::against).orElse(usual);
    Output output = outputs.output();
    String text = outputs.json() ? Output.json(table.summary()) : text(studies, table);
    if (out.isPresent()) {
      write(out.get(), text);
      output.note("The table is in " + out.get());
    } else {
      output.line(text.stripTrailing());
    }
    if (charts.isPresent()) {
      draw(charts.get(), results);
      output.note("The curves are in " + charts.get());
    }
    return 0;
  }

  private String text(StudyFolders studies, StudyTable table) {
    TableFormat chosen = format.orElse(TableFormat.TEXT);
    return chosen == TableFormat.HTML
        ? StudyReport.page(studies.title(), table, studies.results())
        : chosen.render(table);
  }

  private static void write(Path file, String text) throws IOException {
    TargetFile.prepare(file);
    Files.writeString(file, text);
  }

  private static void draw(Path folder, List<TrialResult> results) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Chart> picture : StudyCurves.draw(results).entrySet()) {
      String name = picture.getKey().replaceAll("[^A-Za-z0-9.=-]+", "-");
      picture.getValue().write(folder, name);
    }
  }
}
