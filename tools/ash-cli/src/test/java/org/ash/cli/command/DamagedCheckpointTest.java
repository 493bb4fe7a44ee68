package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ash.cli.Invocation;
import org.ash.cli.run.MetricsFile;
import org.ash.cli.run.RunFolder;
import org.ash.cli.run.StepMetrics;
import org.ash.cli.train.SmallTraining;
import org.ash.train.Checkpoint;
import org.ash.train.checkpoint.CheckpointStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ash resume} where checkpoints are damaged: of a run with those of steps 3 and 5. */
final class DamagedCheckpointTest {
  @TempDir private Path temporary;

  private Path run;
  private List<Path> checkpoints;

  @BeforeEach
  void train() throws IOException {
    run = temporary.resolve("run");
    new SmallTraining().begin(run, 5);
    checkpoints = new CheckpointStore(RunFolder.checkpoints(run), 1).complete();
    assertEquals(2, checkpoints.size());
  }

  private static void damage(Path checkpoint) throws IOException {
    Path weights = checkpoint.resolve(Checkpoint.MODEL_FILE);
    byte[] content = Files.readAllBytes(weights);
    content[content.length - 9] ^= 1;
    Files.write(weights, content);
  }

  private Invocation resume() {
    return Invocation.of("resume", "--run", run.toString());
  }

  private static List<Double> losses(Path folder) throws IOException {
    return MetricsFile.steps(folder).stream().map(StepMetrics::loss).toList();
  }

  @Test
  void damagedLatest_isToldOf_andTheOneBeforeGoesOnToTheSameEnd() throws IOException {
    Path undisturbed = temporary.resolve("undisturbed");
    new SmallTraining().begin(undisturbed, SmallTraining.STEPS + 1);
    damage(checkpoints.get(0));
    Invocation resumed = resume();
    assertEquals(0, resumed.exitCode(), resumed.err());
    String warning = resumed.err().lines().findFirst().orElseThrow();
    assertTrue(warning.startsWith("ash: warning: " + checkpoints.get(0)), warning);
    assertTrue(
        warning.endsWith(
            "Going on from " + checkpoints.get(1) + " instead, which repeats 2 steps."),
        warning);
    assertEquals(losses(undisturbed), losses(run));
    assertEquals(2, MetricsFile.epochs(run).size());
  }

  @Test
  void latestThatHasLostAFile_isDamaged_too() throws IOException {
    Files.delete(checkpoints.get(0).resolve(Checkpoint.OPTIMIZER_FILE));
    assertEquals(0, resume().exitCode());
  }

  @Test
  void whereAllAreDamaged_theLatestIsNamed() throws IOException {
    damage(checkpoints.get(0));
    damage(checkpoints.get(1));
    Invocation refused = resume();
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().startsWith("ash: " + checkpoints.get(0)), refused.err());
    assertTrue(refused.complaint().contains("No other checkpoint of this run is sound"));
  }
}
