package org.ash.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes a page of the manual for each command, in AsciiDoc; for the profile dist. */
public final class ManPages {
  private ManPages() {}

  /**
   * Writes them.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) throws IOException {
    // Examples name the command as it is on the PATH.
    System.setProperty("ash.command", "ash");
    List<CommandSpec> all = new ArrayList<>();
    collect(Ash.commandLine(), all);
    int exitCode =
        ManPageGenerator.generateManPage(
            folder.toFile(), null, new boolean[0], false, all.toArray(CommandSpec[]::new));
    if (exitCode != 0) {
      throw new IOException("picocli wrote no pages to " + folder);
    }
  }

  private static void collect(CommandLine command, List<CommandSpec> all) {
    all.add(command.getCommandSpec());
    command.getSubcommands().values().stream().distinct().forEach(sub -> collect(sub, all));
  }
}
