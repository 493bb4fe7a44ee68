package org.ash.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is to write, looked at before the work that it is to hold begins. */
public final class TargetFile {
  private TargetFile() {}

  /**
   * Makes the folders around a file.
   *
   * @throws IOException when the file could not be written: it is a folder, something around it is
   *     none, or permission lacks
   */
  public static void prepare(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new FileSystemException(file.toString(), null, "is a folder; name a file.");
    }
    Path around = absolute.getParent();
    try {
      Files.createDirectories(around);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(e.getFile(), null, "is a file, not a folder.");
    }
    Path written = Files.exists(absolute) ? absolute : around;
    if (!Files.isWritable(written)) {
      throw new AccessDeniedException(written.toString());
    }
  }
}
