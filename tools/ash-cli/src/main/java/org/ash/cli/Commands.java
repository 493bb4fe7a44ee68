package org.ash.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** All commands, by group, in the order of the root's help. */
final class Commands {

  private record Entry(CommandGroup group, Supplier<Object> command) {}

  /** To add a command, add its line. */
  private static final List<Entry> ENTRIES = List.of();

  private Commands() {}

  /** Adds every command, and the list of them by group to the root's help. */
  static void addTo(CommandLine root) {
    Map<CommandGroup, List<String>> names = new EnumMap<>(CommandGroup.class);
    for (Entry entry : ENTRIES) {
      add(root, names, entry.group(), entry.command().get());
    }
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      add(root, names, provider.group(), provider.command());
    }
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, names));
  }

  private static void add(
      CommandLine root, Map<CommandGroup, List<String>> names, CommandGroup group, Object command) {
    CommandLine line = new CommandLine(command);
    root.addSubcommand(line);
    names.computeIfAbsent(group, key -> new ArrayList<>()).add(line.getCommandName());
  }

  private static String list(Help help, Map<CommandGroup, List<String>> names) {
    Map<String, Help> subcommands = help.subcommands();
    int width = subcommands.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    names.forEach(
        (group, members) -> {
          text.append(help.createHeading("%n@|bold %s|@%n", group.title()));
          for (String name : members) {
            Help command = subcommands.get(name);
            String[] about = command.commandSpec().usageMessage().description();
            text.append("  ")
                .append(help.colorScheme().commandText(name))
                .append(" ".repeat(width - name.length() + 2))
                .append(about[0])
                .append(System.lineSeparator());
          }
        });
    return text.toString();
  }
}
