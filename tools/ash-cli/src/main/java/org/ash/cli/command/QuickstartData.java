package org.ash.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ash.cli.output.Output;
import org.ash.cli.output.ProgressMeter;
import org.ash.data.DataException;
import org.ash.data.DataSets;
import org.ash.data.fetch.Fetch;
import org.ash.data.fetch.Patience;
import org.ash.data.fetch.PublishedArchive;

/** Finds images for who has named none: real ones where they can be had, else generated ones. */
final class QuickstartData {
  private static final String FOLDER_VARIABLE = "ASH_DATA";
  private static final String BINARY_FOLDER = "cifar-10-batches-bin";

  /** Kind of the images that are drawn. */
  static final String GENERATED = "shapes";

  private QuickstartData() {}

  /** Specification of the data set. */
  static String find(Output output) {
    Optional<Path> given =
        Optional.ofNullable(System.getenv(FOLDER_VARIABLE))
            .map(folder -> Path.of(folder, BINARY_FOLDER))
            .filter(Files::isDirectory);
    if (given.isPresent()) {
      return "cifar10:" + given.get();
    }
    PublishedArchive archive = PublishedArchive.CIFAR_10;
    if (Files.exists(DataSets.cache().resolve(archive.fileName()))) {
      return archive.name();
    }
    output.note("Fetching CIFAR-10 (170 MB, once); Ctrl-C and --data shapes do without.");
    try (ProgressMeter progress = ProgressMeter.ofBytes(archive.fileName(), output)) {
      Fetch.run(archive, DataSets.cache(), Patience.usual(), progress);
      return archive.name();
    } catch (DataException e) {
      output.note("No CIFAR-10: " + e.getMessage() + " Going on with generated shapes.");
      return GENERATED;
    }
  }
}
