package org.ash.onnx.guard;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers in a stream into which natives, or a Java that crashes, may print as well: each stands
 * behind a mark, and what stands before it is kept apart.
 */
final class MarkedStream {
  private static final int KEPT = 1 << 14;

  private final InputStream stream;
  private final long mark;
  private final ByteArrayOutputStream skipped = new ByteArrayOutputStream();

  MarkedStream(InputStream stream, long mark) {
    this.stream = stream;
    this.mark = mark;
  }

  /**
   * Behind the next mark.
   *
   * @throws EOFException when there is none
   */
  DataInputStream next() throws IOException {
    long last = 0;
    for (long read = 1; ; read++) {
      int one = stream.read();
      if (one < 0) {
        throw new EOFException("no answer");
      }
      last = last << Byte.SIZE | one;
      if (read >= Long.BYTES && last == mark) {
        return new DataInputStream(stream);
      }
      if (skipped.size() < KEPT) {
        skipped.write(one);
      }
    }
  }

  /** The beginning of what else was printed. */
  String skipped() {
    return skipped.toString(StandardCharsets.UTF_8);
  }
}
