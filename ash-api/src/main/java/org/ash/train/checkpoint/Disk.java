package org.ash.train.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a store does to a disk; tests put in one that fails. */
interface Disk {

  /** Writes a part of a file. */
  @FunctionalInterface
  interface Content {
    /** Writes everything. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** Writes a new file and waits until it is on the disk. */
  void write(Path file, Content content) throws IOException;

  /** Renames within one file system, replacing a file of that name in one step. */
  void move(Path from, Path to) throws IOException;

  /** The real one. */
  static Disk real() {
    return new Disk() {
      @Override
      public void write(Path file, Content content) throws IOException {
        // A stream, for an interrupt closes a file channel in the middle of what it writes.
        try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
          content.writeTo(uninterruptible(stream));
        }
        force(file, StandardOpenOption.WRITE);
      }

      @Override
      public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(to.toAbsolutePath().getParent());
      }

      private void syncDirectory(Path directory) throws IOException {
        // Windows cannot open a directory, and does not need to.
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          force(directory, StandardOpenOption.READ);
        }
      }

      /** The JDK's own channel over a stream is closed by an interrupt, too. */
      private WritableByteChannel uninterruptible(OutputStream stream) {
        return new WritableByteChannel() {
          @Override
          public int write(ByteBuffer source) throws IOException {
            byte[] part = new byte[Math.min(source.remaining(), 1 << 16)];
            source.get(part);
            stream.write(part);
            return part.length;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() throws IOException {
            stream.close();
          }
        };
      }

      /** Waits until it is on the disk, also where somebody interrupts this thread meanwhile. */
      private void force(Path path, StandardOpenOption mode) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
          while (true) {
            try (FileChannel channel = FileChannel.open(path, mode)) {
              channel.force(true);
              return;
            } catch (ClosedByInterruptException e) {
              interrupted |= Thread.interrupted();
            }
          }
        } finally {
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
        }
      }
    };
  }
}
