package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ash.cli.cache.CachePart;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.Table;
import org.ash.platform.CacheFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ash cache info}: where the folder for caches is, and what is in it. */
@Command(
    name = "info",
    description = "Show where the folder is, what is in it, and how large that is.",
    footer = {"  ${ROOT-COMMAND-NAME} cache info", "  ${ROOT-COMMAND-NAME} cache info --json"})
public final class CacheInfoCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public CacheInfoCommand() {}

  /**
   * As programs get it.
   *
   * @param folder where it is, or would be
   */
  record Result(String folder, long bytes, List<Part> parts) {

    static Result of(Path folder) throws IOException {
      List<Part> parts = new ArrayList<>();
      for (CachePart part : CachePart.in(folder)) {
        parts.add(Part.of(part));
      }
      return new Result(folder.toString(), parts.stream().mapToLong(Part::bytes).sum(), parts);
    }
  }

  /**
   * Files that are made and removed together.
   *
   * @param files where they are
   */
  record Part(String name, String description, long bytes, List<String> files) {

    static Part of(CachePart part) throws IOException {
      List<String> files = part.files().stream().map(Path::toString).toList();
      return new Part(part.name(), part.description(), part.bytes(), files);
    }
  }

  @Override
  public Integer call() throws IOException {
    Output output = outputs.output();
    Result result = Result.of(CacheFolder.path());
    if (outputs.json()) {
      output.value(result);
      return 0;
    }
    output.heading("%s (%s)".formatted(result.folder(), Numbers.bytes(result.bytes())));
    if (result.parts().isEmpty()) {
      output.line("It is empty.");
      return 0;
    }
    Table table = new Table().text("PART").number("SIZE").text("");
    result
        .parts()
        .forEach(part -> table.row(part.name(), Numbers.bytes(part.bytes()), part.description()));
    output.table(table);
    return 0;
  }
}
