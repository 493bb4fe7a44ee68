package org.ash.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A disk that does so many operations and writes half of the next one, then is full. */
final class FailingDisk implements Disk {
  private final Disk disk = Disk.real();
  private int left;

  /** A disk on which this many operations succeed. */
  FailingDisk(int operations) {
    left = operations;
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    boolean full = left-- <= 0;
    disk.write(file, channel -> content.writeTo(full ? half(channel) : channel));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (left-- <= 0) {
      throw new IOException("No space left on device");
    }
    disk.move(from, to);
  }

  private static WritableByteChannel half(WritableByteChannel channel) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        ByteBuffer part = source.duplicate();
        part.limit(part.position() + part.remaining() / 2);
        channel.write(part);
        throw new IOException("No space left on device");
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
