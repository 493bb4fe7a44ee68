package org.ash.cli.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Holds a folder, so that one process at a time works in it. The system lets go of it when the
 * process ends, however it ends; the file {@code lock} stays and means nothing by itself.
 */
public final class FolderLock implements AutoCloseable {
  /** Its name in the folder. */
  public static final String NAME = "lock";

  private final Path folder;
  private Optional<FileChannel> held = Optional.empty();

  /** Of a folder, not held yet. */
  public FolderLock(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes hold of the folder, which exists.
   *
   * @return whether it is held; false when somebody else holds it, in this process or another
   * @throws IOException when the file cannot be made, or the file system knows no locks
   */
  public boolean take() throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      taken = false; // held in this process
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (taken) {
      held = Optional.of(channel);
    }
    return taken;
  }

  /** Lets go of the folder, if it is held. */
  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      held.get().close();
    }
  }
}
