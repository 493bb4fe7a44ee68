package org.ash.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointStoreTest {
  private static final String FILE = "model.safetensors";

  /** Write and rename the files, then the pointer: two writes, a move, a write, a move. */
  private static final int OPERATIONS = 5;

  @TempDir private Path folder;

  private Path save(CheckpointStore store, long step, boolean best) {
    Safetensors content =
        new Safetensors(Map.of(), Map.of("step", Tensor.ofLongs(new long[] {step})));
    return store.save(step, Map.of(FILE, content), hashes -> hashes.get(FILE), best);
  }

  private static long stepIn(Path checkpoint) {
    return SafetensorsReader.read(checkpoint.resolve(FILE)).tensors().get("step").getLong(0);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void latest_isTheLastSaved() {
    CheckpointStore store = new CheckpointStore(folder, 3);
    save(store, 10, false);
    Path last = save(store, 5, false);
    assertEquals(last, store.latest().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "checkpoint-\0", "..", "../x", "/", "checkpoint-7", "\uFEFF"})
  void pointerThatNamesNoCheckpoint_isAsGoodAsNone(String content) throws IOException {
    CheckpointStore store = new CheckpointStore(folder, 3);
    Path last = save(store, 10, true);
    for (String pointer : List.of("latest", "best")) {
      Files.writeString(folder.resolve(pointer), content);
    }
    assertEquals(last, store.latest().orElseThrow());
    assertTrue(store.best().isEmpty());
  }

  @Test
  void interruptedThread_savesAll_andStaysInterrupted() {
    CheckpointStore store = new CheckpointStore(folder, 3);
    Thread.currentThread().interrupt();
    Path saved = save(store, 10, true);
    assertTrue(Thread.interrupted());
    assertEquals(saved, store.latest().orElseThrow());
    assertEquals(10, stepIn(saved));
  }

  @Test
  void manifest_isMadeFromTheHashOfWhatWasWritten() throws IOException {
    Path checkpoint = save(new CheckpointStore(folder, 1), 1, false);
    assertEquals(
        Sha256.of(checkpoint.resolve(FILE)),
        Files.readString(checkpoint.resolve(CheckpointStore.MANIFEST)));
  }

  @Test
  void oldOnes_arePrunedButTheBest() throws IOException {
    CheckpointStore store = new CheckpointStore(folder, 2);
    save(store, 1, false);
    save(store, 2, true);
    save(store, 3, false);
    save(store, 4, false);
    save(store, 5, false);
    assertEquals(
        List.of(
            "best", "checkpoint-00000002", "checkpoint-00000004", "checkpoint-00000005", "latest"),
        entries());
    assertEquals(2, stepIn(store.best().orElseThrow()));
  }

  @Test
  void sameStepSavedAgain_doesNotTouchTheFirst() {
    CheckpointStore store = new CheckpointStore(folder, 2);
    Path first = save(store, 7, false);
    Path second = save(store, 7, false);
    assertTrue(!first.equals(second), second.toString());
    assertEquals(second, store.latest().orElseThrow());
  }

  @Test
  void whateverOperationFails_theOneBeforeIsTheLatest() {
    save(new CheckpointStore(folder, 1), 1, false);
    for (int operations = 0; operations < OPERATIONS; operations++) {
      CheckpointStore failing = FailingStore.after(operations, folder);
      CheckpointException error =
          assertThrows(CheckpointException.class, () -> save(failing, 2, false));
      assertTrue(error.getMessage().contains("No space left on device"), error.getMessage());
      assertEquals(1, stepIn(CheckpointStore.find(folder)), "after " + operations);
    }
    save(FailingStore.after(OPERATIONS, folder), 3, false);
    assertEquals(3, stepIn(CheckpointStore.find(folder)));
  }

  @Test
  void failure_namesPathBytesAndTheOneBefore() {
    Path before = save(new CheckpointStore(folder, 1), 1, false);
    CheckpointException error =
        assertThrows(
            CheckpointException.class, () -> save(FailingStore.after(0, folder), 2, false));
    String message = error.getMessage();
    assertTrue(message.startsWith(folder.resolve("checkpoint-00000002").toString()), message);
    assertTrue(message.contains(" bytes ("), message);
    assertTrue(message.contains("The one before, " + before), message);
  }

  @Test
  void leftoversOfADeadProcess_areReplaced() throws IOException {
    Path leftover = folder.resolve("checkpoint-00000004.unfinished");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve(FILE), "half");
    CheckpointStore store = new CheckpointStore(folder, 1);
    assertEquals(List.of(), store.complete());
    assertEquals(4, stepIn(save(store, 4, false)));
  }

  @Test
  void leftoversOfADeadProcess_areDeletedAtTheNextSave() throws IOException {
    Path leftover = folder.resolve("checkpoint-00000003.unfinished");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve(FILE), "half");
    Files.writeString(folder.resolve("best.unfinished"), "checkpoint-0");
    save(new CheckpointStore(folder, 1), 4, false);
    assertEquals(List.of("checkpoint-00000004", "latest"), entries());
  }

  @Test
  void names_areTheSameWhereDigitsAreOthers() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      Path checkpoint = save(new CheckpointStore(folder, 1), 391, false);
      assertEquals("checkpoint-00000391", checkpoint.getFileName().toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void pointerToNothing_fallsBackToTheNewestComplete() throws IOException {
    CheckpointStore store = new CheckpointStore(folder, 2);
    save(store, 1, false);
    Path second = save(store, 2, false);
    Files.writeString(folder.resolve("latest"), "checkpoint-99999999\n");
    assertEquals(second, store.latest().orElseThrow());
  }

  @Test
  void folderThatCannotBeMade_isNamed() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder");
    CheckpointStore store = new CheckpointStore(file.resolve("checkpoints"), 1);
    CheckpointException error =
        assertThrows(CheckpointException.class, () -> save(store, 1, false));
    assertTrue(error.getMessage().contains("could not be saved"), error.getMessage());
  }

  @Test
  void find_takesCheckpointStoreOrRunFolder() {
    Path checkpoint = save(new CheckpointStore(folder.resolve("checkpoints"), 1), 1, false);
    assertEquals(checkpoint, CheckpointStore.find(checkpoint));
    assertEquals(checkpoint, CheckpointStore.find(folder.resolve("checkpoints")));
    assertEquals(checkpoint, CheckpointStore.find(folder));
  }

  @Test
  void find_saysWhatIsMissing() {
    Path missing = folder.resolve("missing");
    assertTrue(
        assertThrows(CheckpointException.class, () -> CheckpointStore.find(missing))
            .getMessage()
            .contains("no such folder"));
    assertTrue(
        assertThrows(CheckpointException.class, () -> CheckpointStore.find(folder))
            .getMessage()
            .contains("no checkpoint in it"));
  }
}
