package org.ash.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.report.HtmlReport;
import org.ash.cli.run.EvaluationFile;
import org.ash.cli.run.ExampleFile;
import org.ash.cli.run.ExampleImages;
import org.ash.cli.run.FolderLock;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunException;
import org.ash.train.TrainingResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run folder tells of a training that was interrupted and resumed, and who may do that. */
final class ResumedRunTest {
  private static final int BEYOND_THE_END = SmallTraining.STEPS + 1;
  private static final String DRAWN = "<p>drawn</p>";

  private final SmallTraining training = new SmallTraining();

  @TempDir private Path temporary;

  private Path run;

  @BeforeEach
  void name() {
    run = temporary.resolve("run");
  }

  private static String report(Path folder) throws IOException {
    return Files.readString(folder.resolve(HtmlReport.NAME));
  }

  /** What the report says of examples, activations and confusion. */
  private static String evaluation(Path folder) throws IOException {
    String report = report(folder);
    int begin = report.indexOf(">Sample images</h2>");
    assertTrue(begin > 0, report);
    assertTrue(report.indexOf(">Confusion</h2>") > begin, report);
    return report.substring(begin, report.indexOf("<!-- figures -->"));
  }

  @Test
  void report_holdsTheLastEvaluation_howeverOftenTheTrainingIsInterrupted() throws IOException {
    Path undisturbed = temporary.resolve("undisturbed");
    training.begin(undisturbed, BEYOND_THE_END);

    training.begin(run, 4);
    String afterOneEpoch = evaluation(run);
    assertEquals(Status.INTERRUPTED, training.resume(run, 1).result().status());
    assertEquals(afterOneEpoch, evaluation(run));

    training.resume(run, BEYOND_THE_END);
    assertEquals(evaluation(undisturbed), evaluation(run));
    assertEquals(EvaluationFile.read(undisturbed), EvaluationFile.read(run));
    ExampleImages examples = ExampleFile.read(run, SmallTraining.STEPS).orElseThrow();
    assertEquals(ExampleFile.read(undisturbed, SmallTraining.STEPS).orElseThrow(), examples);
    assertTrue(!examples.sample().isEmpty(), examples::toString);
  }

  @Test
  void reportOfARunThatWasKilledAfterItsLastCheckpoint_isMadeUpFor() throws IOException {
    training.begin(run, 4);
    byte[] ofTheFirstEpoch = Files.readAllBytes(run.resolve(EvaluationFile.NAME));
    training.resume(run, BEYOND_THE_END);
    String whole = evaluation(run);

    Files.write(run.resolve(EvaluationFile.NAME), ofTheFirstEpoch);
    Files.delete(run.resolve(HtmlReport.NAME));
    assertEquals(Status.COMPLETED, training.resume(run, 1).result().status());
    assertTrue(training.told().contains("The evaluation after epoch 2 is done again"));
    assertEquals(whole, evaluation(run));
    assertEquals(2, EvaluationFile.read(run).orElseThrow().epoch());
  }

  @Test
  void figures_stayWhileTheWeightsAreTheSame() throws IOException {
    training.begin(run, BEYOND_THE_END);
    HtmlReport.insert(run, SmallTraining.STEPS, DRAWN);
    training.resume(run, 1);
    assertTrue(report(run).contains(DRAWN), report(run));
  }

  @Test
  void figures_areOutdatedOnceTheTrainingGoesOn() throws IOException {
    training.begin(run, 4);
    HtmlReport.insert(run, 4, DRAWN);
    training.resume(run, 1);
    assertFalse(report(run).contains(DRAWN), report(run));
    assertTrue(report(run).contains("tools/ash figures --run " + run), report(run));
  }

  @Test
  void folderInWhichAnotherTrains_isRefused_andStaysAsItIs() throws IOException {
    training.begin(run, 4);
    String before = report(run);
    try (FolderLock other = new FolderLock(run)) {
      assertTrue(other.take());
      String refusal = assertThrows(RunException.class, () -> training.resume(run, 1)).getMessage();
      assertTrue(refusal.startsWith(run + ": another process trains in this folder"), refusal);
    }
    assertEquals(before, report(run));
    assertEquals(4, MetricsFile.steps(run).size());
    assertEquals(Status.INTERRUPTED, training.resume(run, 1).result().status());
  }

  @Test
  void folderThatCannotBeLocked_costsNoTraining() throws IOException {
    training.begin(run, 4);
    Files.delete(run.resolve(FolderLock.NAME));
    Files.createDirectory(run.resolve(FolderLock.NAME));
    training.resume(run, 1);
    assertTrue(training.told().contains("warning: " + run + " cannot be locked"), training.told());
    assertEquals(5, MetricsFile.steps(run).size());
  }
}
