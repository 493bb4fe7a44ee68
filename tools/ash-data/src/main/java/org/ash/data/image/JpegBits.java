package org.ash.data.image;

/** The bits of a scan of a JPEG file, from restart to restart. */
final class JpegBits {
  private final byte[] content;
  private final int end;
  private int at;
  private int held;
  private int left;

  /** That there are no such bits; the message goes on from "a part of the picture is". */
  static final class Lack extends Exception {
    private static final long serialVersionUID = 1;

    Lack(String message) {
      super(message);
    }
  }

  JpegBits(byte[] content, int begin, int end) {
    this.content = content;
    this.end = end;
    at = begin;
  }

  /** The next bit. */
  int next() throws Lack {
    if (left == 0) {
      fill();
    }
    left--;
    return held >> left & 1;
  }

  /** The next bits as a number, at most 16 of them. */
  int next(int count) throws Lack {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | next();
    }
    return value;
  }

  /** Goes on behind the next restart marker. */
  void restart() throws Lack {
    left = 0;
    while (at + 1 < end) {
      int marker = content[at + 1] & 0xff;
      boolean found = content[at] == (byte) 0xff && marker != 0 && marker != 0xff;
      at += found ? 2 : 1;
      if (found) {
        return;
      }
    }
    throw missing();
  }

  /** Behind 255 stands 0, or there is a marker; 255 may be repeated. */
  private void fill() throws Lack {
    int from = at;
    if (from >= end) {
      throw missing();
    }
    held = content[from++] & 0xff;
    if (held == 0xff) {
      while (from < end && content[from] == (byte) 0xff) {
        from++;
      }
      if (from >= end || content[from] != 0) {
        throw missing();
      }
      from++;
    }
    at = from;
    left = Byte.SIZE;
  }

  private static Lack missing() {
    return new Lack("missing");
  }
}
