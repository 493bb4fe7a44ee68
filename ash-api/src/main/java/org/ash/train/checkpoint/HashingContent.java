package org.ash.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Content whose SHA-256 is taken while it is written. */
final class HashingContent implements Disk.Content {
  private final Disk.Content content;
  private final MessageDigest digest = Sha256.digest();

  HashingContent(Disk.Content content) {
    this.content = content;
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    content.writeTo(
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer source) throws IOException {
            ByteBuffer seen = source.duplicate();
            int written = channel.write(source);
            digest.update(seen.limit(seen.position() + written));
            return written;
          }

          @Override
          public boolean isOpen() {
            return channel.isOpen();
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        });
  }

  /** SHA-256 of what was written, in lower-case hexadecimal. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
