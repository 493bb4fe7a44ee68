package org.ash.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ash.cli.option.OutputOptions;
import org.ash.cli.output.Hint;
import org.ash.cli.output.Numbers;
import org.ash.cli.output.Output;
import org.ash.cli.output.ProgressMeter;
import org.ash.data.DataSets;
import org.ash.data.fetch.Fetch;
import org.ash.data.fetch.Patience;
import org.ash.data.fetch.PublishedArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ash data fetch}: brings a published data set. */
@Command(
    name = "fetch",
    description = {
      "Download a data set from its authors: cifar10 or cifar100 (each about 170 MB).",
      "",
      "A broken download goes on where it stopped. The file is checked against the sum its authors"
          + " publish, and its SHA-256 is kept beside it. What is there already is only checked.",
      "",
      "Proxies are those of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, with NAME:PASSWORD@ where one"
          + " wants them."
    },
    footer = {
      "  ${ROOT-COMMAND-NAME} data fetch cifar10",
      "  ${ROOT-COMMAND-NAME} data fetch cifar100 --out data",
      "  ${ROOT-COMMAND-NAME} data fetch cifar10 --from https://mirror.example/cifar-10-binary.tar.gz"
    })
public final class DataFetchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "cifar10 or cifar100.")
  private String name;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "Where to put it (default: the folder of `cache info`, where --data NAME looks)")
  private Optional<Path> folder;

  @Option(
      names = "--from",
      paramLabel = "URL|FILE",
      description =
          "Another place to get the same file from: an address with http or https, or a file.")
  private Optional<String> mirror;

  @Mixin private OutputOptions outputs;

  /** Made by picocli. */
  public DataFetchCommand() {}

  /** As programs get it. */
  record Result(String name, String file, long bytes, String sha256, boolean downloaded) {}

  @Override
  public Integer call() throws IOException {
    Output output = outputs.output();
    PublishedArchive published = PublishedArchive.named(name);
    PublishedArchive archive = mirror.map(published::from).orElse(published);
    Fetch.Result fetched;
    try (ProgressMeter progress = ProgressMeter.ofBytes(archive.fileName(), output)) {
      fetched = Fetch.run(archive, folder.orElseGet(DataSets::cache), Patience.usual(), progress);
    }
    Result result =
        new Result(
            name,
            fetched.file().toString(),
            Files.size(fetched.file()),
            fetched.sha256(),
            fetched.downloaded());
    if (outputs.json()) {
      output.value(result);
    } else {
      output.heading(
          "%s is in %s (%s)".formatted(name, result.file(), Numbers.bytes(result.bytes())));
      output.line("SHA-256 " + result.sha256());
      output.line("Look at it: " + Hint.of("data", "info", name + ":" + result.file()));
    }
    return 0;
  }
}
