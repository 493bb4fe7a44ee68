package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppendedFileTest {
  @TempDir private Path folder;

  /** Has room for so many bytes: writes what fits, then fails as a full disk does. */
  private static final class FullChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private long room;
    private boolean truncates = true;

    FullChannel(SeekableByteChannel channel, long room) {
      this.channel = channel;
      this.room = room;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      long free = room - channel.position();
      if (free <= 0) {
        throw new IOException("No space left on device");
      }
      int limit = source.limit();
      source.limit((int) Math.min(limit, source.position() + free));
      int written = channel.write(source);
      source.limit(limit);
      return written;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      if (!truncates) {
        throw new IOException("Input/output error");
      }
      channel.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FullChannel full(Path file) throws IOException {
    return new FullChannel(FileChannel.open(file, StandardOpenOption.WRITE), 8);
  }

  @Test
  void entryThatDoesNotFit_leavesNoPart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "first\n");
    try (AppendedFile appended = new AppendedFile(full(file))) {
      assertThrows(IOException.class, () -> appended.append(bytes("second\n")));
    }
    assertEquals("first\n", Files.readString(file));
  }

  @Test
  void secondAttempt_overwritesWhatCouldNotBeTakenBack() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "first\n");
    FullChannel channel = full(file);
    channel.truncates = false;
    try (AppendedFile appended = new AppendedFile(channel)) {
      assertThrows(IOException.class, () -> appended.append(bytes("second\n")));
      channel.room = 100;
      appended.append(bytes("second\n"));
      appended.append(bytes("third\n"));
    }
    assertEquals("first\nsecond\nthird\n", Files.readString(file));
  }
}
