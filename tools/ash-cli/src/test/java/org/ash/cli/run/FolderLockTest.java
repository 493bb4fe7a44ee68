package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir private Path folder;

  private boolean isFree() throws IOException {
    try (FolderLock other = new FolderLock(folder)) {
      return other.take();
    }
  }

  @Test
  void folder_isHeldByOneAtATime_untilItIsClosed() throws IOException {
    try (FolderLock lock = new FolderLock(folder)) {
      assertTrue(lock.take());
      assertFalse(isFree());
      assertFalse(isFree(), "who was refused takes no hold away");
    }
    assertTrue(isFree());
  }

  @Test
  void fileThatIsLeftBehind_holdsNothing() throws IOException {
    Files.createFile(folder.resolve(FolderLock.NAME));
    assertTrue(isFree());
  }

  @Test
  void lockThatWasNotTaken_isClosedAllTheSame() throws IOException {
    new FolderLock(folder).close();
    assertTrue(isFree());
  }

  @Test
  void fileThatCannotBeMade_isAnError() throws IOException {
    Files.createDirectory(folder.resolve(FolderLock.NAME));
    try (FolderLock lock = new FolderLock(folder)) {
      assertThrows(IOException.class, lock::take);
    }
  }
}
