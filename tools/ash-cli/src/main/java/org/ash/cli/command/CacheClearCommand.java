package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.cli.cache.CachePart;
import org.ash.cli.cache.FilesInUse;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.platform.CacheFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ash cache clear}: removes what is in the folder for caches and nobody uses. */
@Command(
    name = "clear",
    description = {
      "Remove what is kept on the disk between commands, without asking.",
      "",
      "What a running process uses stays, and so does whatever else lies in that folder. Libraries"
          + " are unpacked again when they are needed; data sets have to be fetched again."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} cache clear                        all parts",
      "  ${ROOT-COMMAND-NAME} cache clear javacpp onnxruntime    these parts of `cache info`",
    })
public final class CacheClearCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "Which: javacpp, onnxruntime, jna, cifar10, cifar100 (default: all)")
  private List<String> wanted = new ArrayList<>();

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public CacheClearCommand() {}

  /**
   * As programs get it.
   *
   * @param kept names of the parts that are in use
   */
  record Result(String folder, List<CacheInfoCommand.Part> removed, List<String> kept) {}

  @Override
  public Integer call() throws IOException {
    requireKnown();
    Path folder = CacheFolder.path();
    if (!FilesInUse.isKnown()) {
      throw new IOException(
          "This system does not tell which files are in use; end what uses ASH, and remove "
              + folder
              + " yourself.");
    }
    List<CacheInfoCommand.Part> removed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    FilesInUse inUse = FilesInUse.now();
    for (CachePart part : CachePart.in(folder)) {
      if (!wanted.isEmpty() && !wanted.contains(part.name())) {
        continue;
      }
      if (inUse.touch(part)) {
        kept.add(part.name());
      } else {
        removed.add(CacheInfoCommand.Part.of(part));
        part.remove();
      }
    }
    tell(new Result(folder.toString(), removed, kept));
    return 0;
  }

  private void requireKnown() {
    for (String name : wanted) {
      if (!CachePart.NAMES.contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            "No part '%s'. There are: %s.".formatted(name, String.join(", ", CachePart.NAMES)));
      }
    }
  }

  private void tell(Result result) {
    Output output = outputs.output();
    if (outputs.json()) {
      output.value(result);
      return;
    }
    for (CacheInfoCommand.Part part : result.removed()) {
      output.line("removed %s (%s)".formatted(part.name(), Numbers.bytes(part.bytes())));
      part.files().forEach(file -> output.line("  " + file));
    }
    for (String name : result.kept()) {
      output.line("kept %s, a process uses it; clear it when that has ended".formatted(name));
    }
    if (result.removed().isEmpty() && result.kept().isEmpty()) {
      output.line("Nothing to remove in " + result.folder());
    }
  }
}
