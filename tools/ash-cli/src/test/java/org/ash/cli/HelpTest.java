package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ash.cli.output.Hint;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command explains itself. */
final class HelpTest {

  private static List<CommandLine> commands(CommandLine parent) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : parent.getSubcommands().values()) {
      all.add(command);
      all.addAll(commands(command));
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> help_hasUsage_examples_andExitCodes() {
    return commands(Ash.commandLine()).stream()
        .map(command -> command.getCommandSpec().qualifiedName())
        .map(name -> DynamicTest.dynamicTest(name, () -> checkHelp(name)));
  }

  private static void checkHelp(String qualifiedName) {
    List<String> arguments = new ArrayList<>(List.of(qualifiedName.split(" ")));
    arguments.remove(0);
    arguments.add("--help");
    Invocation help = Invocation.of(arguments.toArray(String[]::new));
    assertEquals(0, help.exitCode());
    assertEquals("", help.err());
    for (String part :
        List.of("Usage: " + qualifiedName, "Examples:", "  " + qualifiedName, "Exit codes:")) {
      assertTrue(help.out().contains(part), () -> "no '" + part + "' in:\n" + help.out());
    }
  }

  /** The part of an example that is typed; what follows several spaces tells of it. */
  private static Stream<String> examples() {
    return commands(Ash.commandLine()).stream()
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .map(line -> line.formatted().strip().replaceFirst("\\s{3,}.*", ""))
        // What the shell does with the output.
        .map(line -> line.replaceFirst("^source <\\((.*)\\)$", "$1").replaceFirst(" > .*", ""))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isUnderstood(String example) {
    List<String> words = new ArrayList<>(List.of(example.replace("'", "").split(" ")));
    assertEquals(Hint.program(), words.remove(0));
    assertDoesNotThrow(() -> Ash.commandLine().parseArgs(words.toArray(String[]::new)));
  }

  /** On 80 columns, with all that stands in percent signs, and with the name that was typed. */
  @TestFactory
  Stream<DynamicTest> help_isReadable() {
    List<CommandLine> all = commands(Ash.commandLine());
    all.add(Ash.commandLine());
    return all.stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(),
                    () -> assertEquals(List.of(), unreadable(command.getUsageMessage()))));
  }

  private static List<String> unreadable(String help) {
    String names = String.join("|", Ash.commandLine().getSubcommands().keySet());
    Pattern bare = Pattern.compile("(?<![\\w/.-])ash (" + names + ")\\b");
    return help.lines()
        .filter(
            line ->
                line.length() > 80
                    || line.contains("%%")
                    || line.contains("${")
                    || bare.matcher(line).find())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version", "train -V", "data info --version", "help -V"})
  void version_isToldByEveryCommand(String typed) {
    Invocation version = Invocation.of(typed.split(" "));
    assertEquals(0, version.exitCode(), version.err());
    assertTrue(version.out().startsWith("ash "), version.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "train", "data", "data info"})
  void helpOfACommand_isWhatItsOptionShows(String command) {
    String[] words = command.isEmpty() ? new String[0] : command.split(" ");
    String[] asked = Stream.concat(Stream.of("help"), Stream.of(words)).toArray(String[]::new);
    String[] option = Stream.concat(Stream.of(words), Stream.of("--help")).toArray(String[]::new);
    assertEquals(Invocation.of(option).out(), Invocation.of(asked).out());
  }

  @Test
  void helpOfNoCommand_asksForTheNearest() {
    Invocation asked = Invocation.of("help", "data", "inof");
    assertEquals(2, asked.exitCode());
    assertTrue(asked.complaint().contains("No command 'inof'. Did you mean 'info'?"), asked.err());
  }

  @Test
  void completion_isAScriptThatKnowsEveryCommand() {
    String script = Invocation.of("completion").out();
    assertTrue(script.startsWith("#!/usr/bin/env bash"), script);
    Ash.commandLine()
        .getSubcommands()
        .keySet()
        .forEach(name -> assertTrue(script.contains("_picocli_ash_" + name), name));
  }

  @TestFactory
  Stream<DynamicTest> everyOptionAndArgument_isDescribed() {
    return commands(Ash.commandLine()).stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(),
                    () -> assertEquals(List.of(), undescribed(command))));
  }

  private static List<String> undescribed(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (option.description().length == 0) {
        names.add(option.longestName());
      }
    }
    for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
      if (argument.description().length == 0) {
        names.add(argument.paramLabel());
      }
    }
    return names;
  }

  @TestFactory
  Stream<DynamicTest> everyCommandThatDoesSomething_speaksJson() {
    return commands(Ash.commandLine()).stream()
        .filter(command -> command.getCommandSpec().userObject() instanceof Callable)
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(),
                    () -> assertTrue(command.getCommandSpec().optionsMap().containsKey("--json"))));
  }

  @Test
  void experiment_tellsOfTimeThatIsUp_andThatTheSameCommandGoesOn() {
    String help = Invocation.of("experiment", "--help").out();
    assertTrue(help.contains("the time of --minutes was up"), help);
    assertFalse(help.contains("ash resume"), help);
  }

  @Test
  void rootHelp_listsEveryCommand_underAGroup() {
    String help = Invocation.of("--help").out();
    for (String name : Ash.commandLine().getSubcommands().keySet()) {
      assertTrue(help.contains(System.lineSeparator() + "  " + name + " "), name);
    }
    assertTrue(help.contains(CommandGroup.LOOK.title()), help);
  }

  @ParameterizedTest
  @CsvSource({
    "train,true",
    "resume,true",
    "quickstart,true",
    "compare backends,true",
    "experiment,true",
    "eval,false",
    "export,false",
    "compare,false",
    "conformance,false"
  })
  void exitCodesOfSignals_standWithCommandsThatTrain(String command, boolean trains) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--help");
    String help = Invocation.of(words.toArray(String[]::new)).out();
    assertEquals(trains, help.contains("  130 ") && help.contains("  143 "), help);
    assertTrue(help.contains("  2   wrong usage") || help.contains("  2     wrong usage"), help);
  }
}
