package org.ash.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ash.cli.Ash;
import org.ash.cli.output.Hint;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.train.TrainingConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** What the options of trainings mean; their texts are understood by picocli and then by us. */
final class TrainingOptionsTest {
  private static final Network NETWORK = Networks.create("resnet-8", "relu", 10);

  /** A command with these options and no others. */
  @Command(name = "train")
  static final class Bare {
    @Mixin private TrainingOptions training;
  }

  private static TrainingConfig config(String... words) {
    Bare command = new Bare();
    new CommandLine(command).setUnmatchedArgumentsAllowed(true).parseArgs(words);
    return command.training.config(NETWORK, "shapes");
  }

  /** The examples in the help of {@code train}. */
  static Stream<String> examples() {
    return Stream.of(
            Ash.commandLine()
                .getSubcommands()
                .get("train")
                .getCommandSpec()
                .usageMessage()
                .footer())
        .map(String::strip)
        .filter(line -> line.startsWith(Hint.program() + " train"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void settingsInTheHelp_areUnderstood(String example) {
    assertNotNull(
        config(Arrays.stream(example.replace("'", "").split(" ")).skip(2).toArray(String[]::new)));
  }

  @Test
  void quickRecipe_isThatOfTheHelp() {
    TrainingConfig config = config("--recipe", "quick");
    assertEquals(8, config.epochs());
    assertEquals(128, config.batchSize());
    assertEquals("sgd:momentum=0.9,nesterov=true", config.optimizer());
    assertEquals("one-cycle:max=0.2", config.schedule());
  }

  @Test
  void paperRecipe_isTheDefault_andHoldsForWhatIsNotNamed() {
    TrainingConfig config = config("--epochs", "41", "--weight-decay", "0");
    assertEquals("sgd:momentum=0.9", config.optimizer());
    assertEquals("step:lr=0.1,milestones=20.5/30.75,gamma=0.1", config.schedule());
    assertEquals(128, config.batchSize());
    assertEquals(0, config.weightDecay());
    assertEquals(164, config("--recipe", "paper").epochs());
  }

  @Test
  void unknownRecipe_isRefused() {
    ParameterException error =
        assertThrows(ParameterException.class, () -> config("--recipe", "papr"));
    assertEquals("No recipe 'papr'. There are: quick, paper.", error.getMessage());
  }
}
