package org.ash.cli.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A file that grows by whole entries: one that could not be written is taken back, so that the next
 * attempt finds the file as if it had not been tried.
 */
public final class AppendedFile implements Closeable {
  private final SeekableByteChannel channel;
  private long end;

  /** Appends to what the file holds. */
  public AppendedFile(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.end = channel.size();
  }

  /**
   * Appends an entry and hands it to the operating system.
   *
   * @throws IOException when it is not in the file as a whole; it may be tried again
   */
  public void append(byte[] entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(entry);
    try {
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      end += entry.length;
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
  }

  /** Where this fails, the next attempt overwrites the part that is there. */
  private void takeBack(IOException cause) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
