package org.ash.cli.option;

import org.ash.data.DataException;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.train.Checkpoint;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --data} of commands that look at a trained network. */
public final class DataOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "SPEC",
      description =
          "Images, as cifar10:PATH, imagenet:PATH or shapes; see: ${ROOT-COMMAND-NAME} data info (default: those that"
              + " the network was trained on)")
  private String spec;

  @Mixin private ClassOptions classes;

  /** Made by picocli. */
  public DataOptions() {}

  /** Specification of the data set that was asked for, else of that of a checkpoint. */
  public String specFor(Checkpoint checkpoint) {
    return spec == null ? checkpoint.config().data() : spec;
  }

  /**
   * Opens the data set that was asked for, else that of a checkpoint, preprocessed as the
   * checkpoint's network wants it.
   *
   * @throws picocli.CommandLine.ParameterException when there is no such kind or option
   * @throws DataException when it cannot be read, or has other images or classes than the network
   *     takes
   */
  public DataSet openFor(Checkpoint checkpoint) {
    String text = specFor(checkpoint);
    if (text.isEmpty()) {
      throw DataException.of(
          "The run does not say what it was trained on; name the images with --data.");
    }
    if (spec != null) {
      return DataArgument.open(text, command).with(checkpoint.preprocessing(), classes.matching());
    }
    try {
      return DataSets.open(text).with(checkpoint.preprocessing(), classes.matching());
    } catch (DataException e) {
      throw DataException.causedBy(
          e, "%s The run was trained on that; name other images with --data.", e.getMessage());
    }
  }
}
