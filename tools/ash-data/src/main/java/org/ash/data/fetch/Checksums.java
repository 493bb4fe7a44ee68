package org.ash.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What identifies a file's content; lower-case hexadecimal digits.
 *
 * @param md5 good against accidents, and the sum that is published
 * @param sha256 good against intent, too
 */
record Checksums(String md5, String sha256) {

  static Checksums of(Path file) throws IOException {
    MessageDigest md5 = digest("MD5");
    MessageDigest sha256 = digest("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        md5.update(buffer, 0, got);
        sha256.update(buffer, 0, got);
      }
    }
    return new Checksums(hex(md5), hex(sha256));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + algorithm + ", but not this one.", e);
    }
  }
}
