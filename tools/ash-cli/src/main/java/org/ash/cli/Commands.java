package org.ash.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.ash.cli.command.BackendsCommand;
import org.ash.cli.command.BenchCommand;
import org.ash.cli.command.CacheCommand;
import org.ash.cli.command.CompareCommand;
import org.ash.cli.command.CompletionCommand;
import org.ash.cli.command.ConformanceCommand;
import org.ash.cli.command.DataCommand;
import org.ash.cli.command.EvalCommand;
import org.ash.cli.command.ExperimentCommand;
import org.ash.cli.command.ExportCommand;
import org.ash.cli.command.FiguresCommand;
import org.ash.cli.command.HelpCommand;
import org.ash.cli.command.ModelsCommand;
import org.ash.cli.command.PredictCommand;
import org.ash.cli.command.QuickstartCommand;
import org.ash.cli.command.ResumeCommand;
import org.ash.cli.command.SummaryCommand;
import org.ash.cli.command.TableCommand;
import org.ash.cli.command.TrainCommand;
import org.ash.cli.command.VerifyCommand;
import org.ash.platform.ServiceLoaders;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** All commands, by group, in the order of the root's help. */
final class Commands {

  private static final int INDENT = 2;
  private static final int GAP = 2;

  private record Entry(CommandGroup group, Supplier<Object> command) {}

  /** To add a command, add its line. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(CommandGroup.START, QuickstartCommand::new),
          new Entry(CommandGroup.TRAIN, TrainCommand::new),
          new Entry(CommandGroup.TRAIN, ResumeCommand::new),
          new Entry(CommandGroup.TRAIN, EvalCommand::new),
          new Entry(CommandGroup.TRAIN, ExperimentCommand::new),
          new Entry(CommandGroup.LOOK, DataCommand::new),
          new Entry(CommandGroup.DEPLOY, PredictCommand::new),
          new Entry(CommandGroup.DEPLOY, ExportCommand::new),
          new Entry(CommandGroup.DEPLOY, VerifyCommand::new),
          new Entry(CommandGroup.LOOK, BackendsCommand::new),
          new Entry(CommandGroup.LOOK, ModelsCommand::new),
          new Entry(CommandGroup.LOOK, SummaryCommand::new),
          new Entry(CommandGroup.LOOK, CompareCommand::new),
          new Entry(CommandGroup.LOOK, TableCommand::new),
          new Entry(CommandGroup.LOOK, FiguresCommand::new),
          new Entry(CommandGroup.LOOK, CacheCommand::new),
          new Entry(CommandGroup.PROVE, ConformanceCommand::new),
          new Entry(CommandGroup.MEASURE, BenchCommand::new),
          new Entry(CommandGroup.SHELL, HelpCommand::new),
          new Entry(CommandGroup.SHELL, CompletionCommand::new));

  private Commands() {}

  /** Adds every command, and the list of them by group to the root's help. */
  static void addTo(CommandLine root) {
    Map<CommandGroup, List<String>> names = new EnumMap<>(CommandGroup.class);
    for (Entry entry : ENTRIES) {
      add(root, names, entry.group(), entry.command().get());
    }
    Set<Class<?>> added = new HashSet<>();
    for (ClassLoader loader : ServiceLoaders.around(Commands.class)) {
      for (CommandProvider provider : ServiceLoader.load(CommandProvider.class, loader)) {
        if (added.add(provider.getClass())) {
          add(root, names, provider.group(), provider.command());
        }
      }
    }
    root.setHelpSectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST));
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, names));
  }

  private static void add(
      CommandLine root, Map<CommandGroup, List<String>> names, CommandGroup group, Object command) {
    CommandLine line = new CommandLine(command);
    complete(line);
    root.addSubcommand(line);
    names.computeIfAbsent(group, key -> new ArrayList<>()).add(line.getCommandName());
  }

  /** What the help of every command has in common. */
  private static void complete(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .sortOptions(false)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%nExamples:%n")
        .exitCodeListHeading("%nExit codes:%n");
    // Codes that only some commands end with stand in their annotations.
    Map<String, String> codes = new LinkedHashMap<>();
    codes.putAll(UsageMessageSpec.keyValuesMap("0:done", "1:failed", "2:wrong usage"));
    codes.putAll(line.getCommandSpec().usageMessage().exitCodeList());
    line.getCommandSpec().usageMessage().exitCodeList(codes);
    line.getCommandSpec().versionProvider(new AshVersion());
    line.getSubcommands().values().forEach(Commands::complete);
  }

  private static int longest(Collection<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String list(Help help, Map<CommandGroup, List<String>> names) {
    Map<String, Help> subcommands = help.subcommands();
    int nameWidth = INDENT + GAP + longest(subcommands.keySet());
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    names.forEach(
        (group, members) -> {
          text.append(help.createHeading("%n@|bold %s|@%n", group.title()));
          TextTable table =
              TextTable.forColumns(
                  help.colorScheme(),
                  new Column(nameWidth, INDENT, Overflow.SPAN),
                  new Column(width - nameWidth, 0, Overflow.WRAP));
          for (String name : members) {
            String about = subcommands.get(name).commandSpec().usageMessage().description()[0];
            table.addRowValues(
                help.colorScheme().commandText(name), help.colorScheme().text(about.formatted()));
          }
          text.append(table);
        });
    return text.toString();
  }
}
