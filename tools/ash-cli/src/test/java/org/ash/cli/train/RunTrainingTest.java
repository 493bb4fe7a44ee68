package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ash.cli.ImageFolder;
import org.ash.cli.output.Output;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.FolderLock;
import org.ash.data.DataSet;
import org.ash.data.DataSets;
import org.ash.nn.Network;
import org.ash.nn.Networks;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.ash.spi.Backends;
import org.ash.train.BatchSource;
import org.ash.train.Batches;
import org.ash.train.TrainingConfig;
import org.ash.train.TrainingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

/** What a run folder tells of a training that fails, or whose record does. */
final class RunTrainingTest {
  private final DataSet data = DataSets.open("shapes:count=4,test=2");
  private final Network network = Networks.create("resnet-8", "relu", 10);
  private final StringWriter err = new StringWriter();

  @TempDir private Path temporary;

  private RunTraining.Outcome train(Path folder, Runnable beforeRun) {
    TrainingConfig config =
        TrainingConfig.builder(network).data(data.name()).epochs(1).batchSize(2).build();
    BackendOptions options = BackendOptions.defaults();
    try (Backend backend =
        new ObservedBackend(Backends.find().choose("reference").open(options), beforeRun)) {
      RunConfig run = RunConfig.of(List.of("ash"), config, backend, options, 0);
      Output output =
          new Output(new PrintWriter(new StringWriter()), new PrintWriter(err), Ansi.OFF);
      return new RunTraining(run, data, backend, output).begin(folder, network);
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("the engine broke down"),
        new OutOfMemoryError("Java heap space"),
        new UnsatisfiedLinkError("no such symbol"));
  }

  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureInTheFirstStep_isTheReportsStatus(Throwable failure) throws IOException {
    Path folder = temporary.resolve("run");
    assertThrows(failure.getClass(), () -> train(folder, () -> raise(failure)));
    String report = Files.readString(folder.resolve(HtmlReport.NAME));
    assertTrue(report.contains("The training failed: "), report);
    assertTrue(report.contains(failure.getMessage()), report);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureAfterAStep_isTheReportsStatus(Throwable failure) throws IOException {
    Path folder = temporary.resolve("run");
    AtomicInteger runs = new AtomicInteger();
    assertThrows(
        failure.getClass(),
        () ->
            train(
                folder,
                () -> {
                  if (runs.incrementAndGet() == 2) {
                    raise(failure);
                  }
                }));
    String report = Files.readString(folder.resolve(HtmlReport.NAME));
    assertTrue(report.contains("The training failed: "), report);
  }

  private RunTraining training(DataSet images, Network small, Backend backend) {
    TrainingConfig config =
        TrainingConfig.builder(small).data(images.name()).epochs(1).batchSize(2).build();
    RunConfig run = RunConfig.of(List.of("ash"), config, backend, BackendOptions.defaults(), 0);
    Output output = new Output(new PrintWriter(new StringWriter()), new PrintWriter(err), Ansi.OFF);
    return new RunTraining(run, images, backend, output);
  }

  /** What another training came upon, which reads the same set, is told there. */
  @Test
  void stoppedWithinAnEpoch_tellsOfTheDamagedImages_thatItCameUponItself() throws IOException {
    Path folder = ImageFolder.make(temporary.resolve("images"));
    DataSet images = DataSets.open("imagenet:" + folder + ",size=32");
    Network small = Networks.create("resnet-8", "relu", images.classNames().size());
    ImageFolder.damage(folder.resolve("val/cats/0.JPEG"));
    try (Batches batches = images.test().open(BatchSource.Pass.evaluation(6))) {
      assertEquals(5, batches.next().orElseThrow().size());
    }
    for (String name : List.of("cats/0", "cats/1", "dogs/0", "dogs/1", "dogs/2")) {
      ImageFolder.damage(folder.resolve("train/" + name + ".JPEG"));
    }
    try (Backend backend = Backends.find().choose("reference").open(BackendOptions.defaults())) {
      TrainingResult result =
          training(images, small, backend)
              .until(() -> true)
              .begin(temporary.resolve("run"), small)
              .result();
      assertEquals(TrainingResult.Status.INTERRUPTED, result.status());
    }
    assertTrue(err.toString().contains("training images could not be decoded"), err::toString);
    assertFalse(err.toString().contains("test image"), err::toString);
    assertEquals(List.of(), images.train().takeSkipped());
    assertEquals(1, images.test().takeSkipped().size());
  }

  @Test
  void report_saysWhichTestImagesTheSharesAreOf() throws IOException {
    Network ash = Networks.create("resnet-8", "ash", 10);
    DataSet shapes = DataSets.open("shapes:count=2,test=6");
    try (Backend backend = Backends.find().choose("reference").open(BackendOptions.defaults())) {
      training(shapes, ash, backend).begin(temporary.resolve("run"), ash);
    }
    String report = Files.readString(temporary.resolve("run").resolve(HtmlReport.NAME));
    assertTrue(report.contains("2 of 6 test images, evenly spaced over the set"), report);
  }

  @Test
  void report_tellsWhenAndHow_andWhatToTypeNext() throws IOException {
    Path folder = temporary.resolve("run");
    System.setProperty("ash.commit", "0123abc");
    try {
      train(folder, () -> {});
    } finally {
      System.clearProperty("ash.commit");
    }
    String report = Files.readString(folder.resolve(HtmlReport.NAME));
    for (String fact :
        List.of(
            "<td>started</td><td><b>20",
            " in 1 of 1 epochs</b>",
            "<td>best epoch</td><td><b>1, by top1: ",
            "commit 0123abc, reference ",
            "<code>tools/ash eval --run " + folder + "</code>")) {
      assertTrue(report.contains(fact), () -> fact + " in " + report);
    }
    assertFalse(report.contains("tools/ash resume"), report);
  }

  @Test
  void reportOfAnInterruptedRun_saysHowToGoOn() throws IOException {
    Network small = Networks.create("resnet-8", "relu", 10);
    Path folder = temporary.resolve("run");
    try (Backend backend = Backends.find().choose("reference").open(BackendOptions.defaults())) {
      training(data, small, backend).until(() -> true).begin(folder, small);
    }
    String report = Files.readString(folder.resolve(HtmlReport.NAME));
    assertTrue(report.contains("<code>tools/ash resume --run " + folder + "</code>"), report);
  }

  @Test
  void incompleteRecord_isInTheResultForPrograms() {
    Path folder = temporary.resolve("run");
    AtomicInteger runs = new AtomicInteger();
    RunTraining.Outcome outcome =
        train(
            folder,
            () -> {
              if (runs.incrementAndGet() == 1) {
                makeFolder(folder.resolve(HtmlReport.NAME + ".new"));
              }
            });
    List<String> told = RunSummary.json(folder, outcome).missing();
    assertEquals(1, told.size(), told::toString);
    String missing = told.get(0);
    assertTrue(missing.contains(HtmlReport.NAME + " lacks its last entry"), missing);
  }

  @Test
  void completeRecord_lacksNothing() {
    Path folder = temporary.resolve("run");
    assertEquals(List.of(), train(folder, () -> {}).missing());
  }

  @Test
  void folder_isHeldWhileItIsTrainedIn_andFreeAfterwards() {
    Path folder = temporary.resolve("run");
    train(folder, () -> assertFalse(isFree(folder)));
    assertTrue(isFree(folder));
  }

  private static boolean isFree(Path folder) {
    try (FolderLock lock = new FolderLock(folder)) {
      return lock.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
