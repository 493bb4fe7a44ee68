package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} on data that are wrong: one line, and no run folder is begun. */
final class BadDataTest {
  private static final int RECORD_BYTES = 3073;
  private static final int CLASSES = 10;

  @TempDir private Path temporary;

  private String complaintAbout(Path data) {
    Path out = temporary.resolve("run");
    Invocation failed =
        Invocation.of("train", "--data", "cifar10:" + data, "--out", out.toString());
    assertEquals(1, failed.exitCode(), failed.err());
    assertFalse(Files.exists(out), "a run folder was begun");
    return failed.complaint();
  }

  /** The files of CIFAR-10 with one record each, whose label is this. */
  private Path cifar(int label, int bytes) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("cifar"));
    byte[] content = new byte[bytes];
    content[0] = (byte) label;
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("data_batch_" + i + ".bin"), content);
    }
    Files.write(folder.resolve("test_batch.bin"), content);
    return folder;
  }

  @Test
  void emptyFolder_isNamed_withWhereToGetTheData() throws IOException {
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    String complaint = complaintAbout(empty);
    assertTrue(complaint.contains(empty + " is empty"), complaint);
    assertTrue(complaint.contains("data fetch cifar10"), complaint);
  }

  @Test
  void wrongRecordSize_namesTheFile() throws IOException {
    String complaint = complaintAbout(cifar(1, RECORD_BYTES + 7));
    assertTrue(complaint.contains("data_batch_1.bin"), complaint);
    assertTrue(complaint.contains("3,073"), complaint);
  }

  @Test
  void labelOutOfRange_namesTheFileAndTheLabel() throws IOException {
    String complaint = complaintAbout(cifar(CLASSES, RECORD_BYTES));
    assertTrue(complaint.contains("data_batch_1.bin"), complaint);
    assertTrue(complaint.contains("10"), complaint);
  }

  @Test
  void unknownKind_namesTheNearest() {
    Invocation failed = Invocation.of("train", "--data", "cifar1O:x");
    assertEquals(2, failed.exitCode());
    assertTrue(failed.complaint().contains("Did you mean"), failed.err());
  }
}
