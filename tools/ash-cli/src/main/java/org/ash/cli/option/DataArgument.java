package org.ash.cli.option;

import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.data.DataSpecException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A data set that was named on the command line. */
public final class DataArgument {
  private DataArgument() {}

  /**
   * Opens it.
   *
   * @param text as {@code cifar10:PATH}
   * @param command whose usage it is
   * @throws ParameterException when there is no such kind or option
   * @throws org.ash.data.DataException when it cannot be read
   */
  public static DataSet open(String text, CommandSpec command) {
    try {
      return DataSets.open(text);
    } catch (DataSpecException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
