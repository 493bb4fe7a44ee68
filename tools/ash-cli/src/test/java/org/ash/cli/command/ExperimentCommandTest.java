package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ash.cli.CommandProcess;
import org.ash.cli.Invocation;
import org.ash.cli.conformance.CrashingBackendProvider;
import org.ash.cli.experiment.ResultsFile;
import org.ash.cli.experiment.TrialResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Grids on the oracle with a few generated images. */
final class ExperimentCommandTest {
  private static final String GRID =
      """
      data: shapes:count=6,test=4
      models: [resnet-8]
      activations: [relu, ash]
      seeds: 2
      backends: [reference]
      training: {epochs: 1, batch: 2}
      """;
  private static final String SEVERAL_JOBS = "2";
  private static final int TERMINATED = 128 + 15;
  private static final int KILLS = 20;
  private static final long LONGEST_LIFE_MILLIS = 5_000;

  @TempDir private Path folder;

  private String grid(String text) throws IOException {
    return Files.writeString(folder.resolve("grid.yaml"), text).toString();
  }

  /** ReLU's weights grow until they are infinite. */
  private static String diverging() {
    return GRID.replace("seeds: 2", "seeds: 1")
        .replace("epochs: 1, batch: 2", "epochs: 4, batch: 1, weight-decay: 9e5")
        .replace("9e5", "9e5, schedule: 'constant:lr=9e5'");
  }

  private String[] command(String grid, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("experiment", grid));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of("--checkpoint-every-steps", "1"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void dryRun_listsTheTrials_andWritesNothing() throws IOException {
    Invocation dry = Invocation.of(command(grid(GRID), "out", "--dry-run"));
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("4 trials on shapes:count=6,test=4"), dry.out());
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  @Test
  void dryRun_saysThatTheMemoryDoesNotSuffice_withoutTheImages() throws IOException {
    String wide = GRID.replace("shapes:count=6,test=4", "cifar10:" + folder.resolve("missing"));
    Invocation dry =
        Invocation.of(
            command(grid(wide.replace("batch: 2", "batch: 100000000")), "out", "--dry-run"));
    assertEquals(1, dry.exitCode(), dry.out());
    assertTrue(dry.complaint().contains("resnet-8 with relu: a step of"), dry.err());
    assertTrue(dry.complaint().contains("set training: batch: "), dry.err());
  }

  @Test
  void dryRun_countsWithTheMemoryOfEachJob() throws IOException {
    String wide = grid(GRID.replace("batch: 2", "batch: 100000000"));
    Invocation dry = Invocation.of(command(wide, "out", "--dry-run", "--jobs", SEVERAL_JOBS));
    assertEquals(1, dry.exitCode(), dry.out());
    assertTrue(dry.complaint().contains("for each of " + SEVERAL_JOBS + " jobs"), dry.err());
  }

  @Test
  void otherPlaceOfTheImages_keepsTheOptionsOfTheFile() {
    Invocation dry =
        Invocation.of(
            "experiment", "imagenet", "--scale", "small", "--data", "imagenet:/a", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("9 trials on imagenet:/a,perclass=20,size=32"), dry.out());
  }

  @Test
  void trialThatGetsNoBetter_stopsEarly_andIsAResult() throws IOException {
    String text =
        GRID.replace("[relu, ash]", "[relu]")
            .replace("seeds: 2", "seeds: 1")
            .replace("epochs: 1", "epochs: 9, patience: 1, schedule: 'constant:lr=0'");
    Invocation stopped = Invocation.of(command(grid(text), "out", "--json"));
    assertEquals(0, stopped.exitCode(), stopped.err());
    assertEquals("early_stopped", stopped.json().at("/results/0").path("status").asText());
    assertEquals(2, stopped.json().at("/results/0").path("epochs").size(), stopped.out());
  }

  @Test
  void unknownKindOfImages_isWrongUsage_whereTheCommandLineNamesIt() throws IOException {
    String[] words = command(grid(GRID), "out", "--data", "shaqes");
    assertEquals(2, Invocation.of(words).exitCode());
    String file = grid(GRID.replace("data: shapes", "data: shaqes"));
    assertEquals(1, Invocation.of(command(file, "out")).exitCode());
  }

  @Test
  void spentBudget_exits3_andTheSameCommandGoesOnToTheSameTable() throws IOException {
    String file = grid(GRID);
    Invocation undisturbed = Invocation.of(command(file, "undisturbed"));
    assertEquals(0, undisturbed.exitCode(), undisturbed.err());
    assertTrue(undisturbed.out().contains("(2)"), undisturbed.out());
    assertTrue(Files.exists(folder.resolve("undisturbed/table.html")));

    // Every time the first step that ends is the last.
    Invocation part = Invocation.of(command(file, "parts", "--minutes", "0.0001"));
    assertEquals(3, part.exitCode(), part.err());
    assertTrue(part.err().contains("4 of 4 trials are left"), part.err());
    Invocation rest = Invocation.of(command(file, "parts"));
    assertEquals(0, rest.exitCode(), rest.err());
    assertEquals(undisturbed.out(), rest.out());
    assertEquals(table("undisturbed"), table("parts"));

    Invocation again = Invocation.of(command(file, "parts"));
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.err().contains("4 of 4 trials have ended before"), again.err());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void killedTwentyTimes_givesTheSameTable() throws Exception {
    String file = grid(GRID);
    assertEquals(0, Invocation.of(command(file, "undisturbed")).exitCode());
    long seed = System.nanoTime();
    System.out.println("killedTwentyTimes: seed " + seed);
    Random random = new Random(seed);
    int killed = 0;
    int finished = 0;
    while (killed < KILLS) {
      // Mostly while it starts, reads, trains or saves; all of it must do no harm.
      long life = Math.round(random.nextDouble() * LONGEST_LIFE_MILLIS);
      String[] command =
          command(file, "killed", "--jobs", random.nextBoolean() ? "1" : SEVERAL_JOBS);
      try (CommandProcess process = CommandProcess.start(folder, Map.of(), List.of(), command)) {
        if (process.endsWithin(life, TimeUnit.MILLISECONDS)) {
          // Done before it could be killed: begin another grid, for the kills are not used up.
          assertEquals(table("undisturbed"), table("killed"));
          Files.move(folder.resolve("killed"), folder.resolve("finished-" + finished));
          finished++;
          continue;
        }
        process.signal("KILL");
        killed++;
      }
    }
    Invocation rest = Invocation.of(command(file, "killed"));
    assertEquals(0, rest.exitCode(), rest.err());
    assertEquals(table("undisturbed"), table("killed"));
  }

  @Test
  void severalJobs_giveTheSameTable() throws IOException {
    String file = grid(GRID);
    Invocation one = Invocation.of(command(file, "one"));
    Invocation several = Invocation.of(command(file, "several", "--jobs", SEVERAL_JOBS));
    assertEquals(0, several.exitCode(), several.err());
    assertEquals(one.out(), several.out());
    assertEquals(table("one"), table("several"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the command kill")
  void terminatedJobs_leaveACheckpointEach_andGoOnToTheSameTable() throws Exception {
    String file = grid(GRID.replace("epochs: 1", "epochs: 3"));
    assertEquals(0, Invocation.of(command(file, "undisturbed")).exitCode());
    try (CommandProcess process =
        CommandProcess.start(
            folder, Map.of(), List.of(), command(file, "ended", "--jobs", SEVERAL_JOBS))) {
      process.awaitLine("first step done");
      process.signal("TERM");
      Invocation ended = process.end();
      assertEquals(TERMINATED, ended.exitCode(), ended.err());
    }
    Invocation rest = Invocation.of(command(file, "ended", "--jobs", SEVERAL_JOBS));
    assertEquals(0, rest.exitCode(), rest.err());
    assertTrue(rest.err().contains("Going on after step"), rest.err());
    assertEquals(table("undisturbed"), table("ended"));
  }

  @Test
  void brokenJob_endsTheOthers_withACheckpoint() throws IOException {
    String trial = "trials/resnet-8-relu-reference-seed1";
    String other = grid(GRID.replace("batch: 2", "batch: 1"));
    assertEquals(0, Invocation.of(command(other, "other")).exitCode());
    Files.createDirectories(folder.resolve("out/trials"));
    Files.move(folder.resolve("other").resolve(trial), folder.resolve("out").resolve(trial));

    Invocation broken = Invocation.of(command(grid(GRID), "out", "--jobs", SEVERAL_JOBS));
    assertEquals(1, broken.exitCode(), broken.err());
    assertTrue(broken.err().contains("a training with other settings"), broken.err());
    assertEquals(0, Files.size(folder.resolve("out/results.jsonl")), broken.err());
  }

  @Test
  void jobs_areAtLeastOne() throws IOException {
    Invocation refused = Invocation.of(command(grid(GRID), "out", "--jobs", "0"));
    assertEquals(2, refused.exitCode());
    assertTrue(refused.complaint().contains("--jobs is 1 or more, given 0"), refused.err());
  }

  @Test
  void otherSettingsInTheSameFolder_areRefused() throws IOException {
    Invocation part = Invocation.of(command(grid(GRID), "out", "--minutes", "0.0001"));
    assertEquals(3, part.exitCode(), part.err());
    Invocation other = Invocation.of(command(grid(GRID.replace("epochs: 1", "epochs: 2")), "out"));
    assertEquals(1, other.exitCode());
    assertTrue(other.complaint().contains("choose another --out"), other.err());
  }

  @Test
  void divergedTraining_isInTheTable_andDoesNotEndTheGrid() throws IOException {
    String file = grid(diverging());
    Invocation diverged = Invocation.of(command(file, "out"));
    assertEquals(1, diverged.exitCode(), diverged.err());
    assertTrue(diverged.err().contains("of 2 trials have failed"), diverged.err());
    assertTrue(diverged.err().contains("--retry-failed"), diverged.err());
    assertTrue(diverged.out().contains("1 failed"), diverged.out());
    assertTrue(diverged.out().contains("relu"), diverged.out());
    assertTrue(diverged.out().contains("ash"), diverged.out());
    assertEquals(1, Invocation.of(command(file, "out")).exitCode());
  }

  @Test
  void engineThatRefusesATrial_doesNotEndTheGrid_andTheTrialCanBeTriedAgain() throws IOException {
    String text =
        GRID.replace("[relu, ash]", "[softplus, relu]")
            .replace("seeds: 2", "seeds: 1")
            .replace("reference", CrashingBackendProvider.NAME);
    Invocation ended = CrashingBackendProvider.invoke(folder, command(grid(text), "out"));
    assertTrue(ended.err().contains("failed: no Softplus here"), ended.err());
    assertTrue(ended.out().contains("softplus    1 failed"), ended.out());
    List<TrialResult> results = ResultsFile.read(folder.resolve("out"));
    assertEquals(List.of(false, true), results.stream().map(TrialResult::succeeded).toList());

    Invocation again =
        CrashingBackendProvider.invoke(folder, command(grid(text), "out", "--retry-failed"));
    assertTrue(again.err().contains("1 of 2 trials have ended before"), again.err());
    assertTrue(again.err().contains("failed: no Softplus here"), again.err());
  }

  @Test
  void trialThatIsTriedAgain_beginsAnew_andKeepsTheFailedRun() throws IOException {
    Invocation failed = Invocation.of(command(grid(diverging()), "out"));
    assertTrue(failed.out().contains("1 failed"), failed.out());
    Path aside = folder.resolve("out/trials/resnet-8-relu-reference-seed1-failed");
    assertTrue(Files.exists(aside.resolve("report.html")), failed.err());
    Invocation again = Invocation.of(command(grid(diverging()), "out", "--retry-failed"));
    assertTrue(again.out().contains("1 failed"), again.out());
    assertFalse(again.err().contains("Going on after step"), again.err());
  }

  @Test
  void imagesThatANetworkDoesNotTake_areToldBeforeTheFirstTrial() throws IOException {
    Invocation refused =
        Invocation.of(command(grid(GRID.replace("[resnet-8]", "[resnet-8, resnet-50]")), "out"));
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("Model resnet-50 takes images"), refused.err());
    assertTrue(Files.notExists(folder.resolve("out")), refused.err());
  }

  @Test
  void gridThatCannotFit_isRefusedBeforeItStarts() throws IOException {
    String text = GRID.replace("batch: 2", "batch: 1000000");
    Invocation refused = Invocation.of(command(grid(text), "out"));
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("needs at least"), refused.err());
    assertTrue(refused.complaint().contains("batch: "), refused.err());
    assertTrue(refused.complaint().contains("or accumulate: more than 1"), refused.err());
    assertTrue(Files.notExists(folder.resolve("out/results.jsonl")));
  }

  private String table(String out) {
    Invocation table = Invocation.of("table", folder.resolve(out).toString(), "--json");
    assertEquals(0, table.exitCode(), table.err());
    return table.out();
  }
}
