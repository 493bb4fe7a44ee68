package org.ash.cli.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ash.cli.study.StudyTable;
import org.ash.cli.train.RunSummary;
import org.ash.data.DataSetSummary;

/** What commands print as JSON, by the command; a new command with {@code --json} adds its line. */
public final class ResultTypes {
  private static final Map<String, List<Class<?>>> RESULTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("backends", List.of(BackendsCommand.Result.class)),
              Map.entry("bench dl4j", List.of(BenchDl4jCommand.Result.class)),
              Map.entry("bench infer", List.of(SpeedTable.Result.class)),
              Map.entry("bench peers", List.of(BenchPeersCommand.Result.class)),
              Map.entry("bench train", List.of(SpeedTable.Result.class)),
              Map.entry("cache clear", List.of(CacheClearCommand.Result.class)),
              Map.entry("cache info", List.of(CacheInfoCommand.Result.class)),
              Map.entry("compare", List.of(RunComparison.Result.class)),
              Map.entry("compare backends", List.of(RunComparison.Result.class)),
              Map.entry("data convert", List.of(DataConvertCommand.Result.class)),
              Map.entry("data fetch", List.of(DataFetchCommand.Result.class)),
              Map.entry("data info", List.of(DataSetSummary.class, DataInfoCommand.Kinds.class)),
              Map.entry("eval", List.of(EvalCommand.Result.class)),
              Map.entry(
                  "experiment",
                  List.of(ExperimentCommand.Results.class, ExperimentCommand.Plan.class)),
              Map.entry("export", List.of(ExportCommand.Result.class)),
              Map.entry("figures", List.of(FigureFindings.class)),
              Map.entry("models", List.of(ModelsCommand.Result.class)),
              Map.entry("predict", List.of(PredictCommand.Results.class)),
              Map.entry("quickstart", List.of(QuickstartCommand.Result.class)),
              Map.entry("resume", List.of(RunSummary.Result.class)),
              Map.entry(
                  "summary", List.of(SummaryCommand.Result.class, SummaryCommand.Printed.class)),
              Map.entry("table", List.of(StudyTable.Summary.class)),
              Map.entry("train", List.of(RunSummary.Result.class)),
              Map.entry("verify", List.of(VerificationOutput.Result.class))));

  private ResultTypes() {}

  /** The records by the command's name, as {@code data info}. */
  public static Map<String, List<Class<?>>> byCommand() {
    return RESULTS;
  }
}
