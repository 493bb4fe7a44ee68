package org.ash.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a JPEG file is made of, read without decoding it: its frame, what notes say of its colours
 * and of the way it is to be held, its scans, and whether it has an end.
 *
 * <p>As the JPEG library reads: bytes that are no marker are passed over, and everything behind the
 * end marker belongs to somebody else.
 */
final class JpegStructure {
  private static final int END = 0xd9;
  private static final int START = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int RESTART_INTERVAL = 0xdd;
  private static final int COMMENT = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int ADOBE = 0xee;

  /** Of an Adobe segment: {@code Adobe}, version, two flags, then the transform. */
  private static final int TRANSFORM_AT = 11;

  private final byte[] content;
  private final ByteArrayOutputStream essence;
  private final Map<Integer, JpegHuffman> tables = new HashMap<>();
  private final List<Scan> scans = new ArrayList<>();
  private Optional<Frame> frame = Optional.empty();
  private OptionalInt adobe = OptionalInt.empty();
  private Optional<byte[]> exif = Optional.empty();
  private boolean jfif;
  private boolean ended;
  private int restartInterval;

  /**
   * A component of a frame.
   *
   * @param id what scans call it
   * @param across samples in a row of a unit, against those of the others
   * @param down rows of a unit
   */
  record Component(int id, int across, int down) {}

  /**
   * The frame header.
   *
   * @param marker its kind, 0xc0..0xcf
   * @param precision bits of a sample
   */
  record Frame(int marker, int precision, int height, int width, List<Component> components) {
    Frame {
      components = List.copyOf(components);
    }

    boolean progressive() {
      return marker == 0xc2;
    }

    /** Whether the picture is coded as the JPEG library knows it: Huffman codes, with a loss. */
    boolean usual() {
      return marker <= 0xc2;
    }

    int mostAcross() {
      return components.stream().mapToInt(Component::across).max().orElse(1);
    }

    int mostDown() {
      return components.stream().mapToInt(Component::down).max().orElse(1);
    }

    /** Number of blocks of 8 x 8 samples of all components, as they are stored together. */
    long blocks() {
      long units =
          (long) ceil(width, JpegEntropy.SIDE * mostAcross())
              * ceil(height, JpegEntropy.SIDE * mostDown());
      return units * components.stream().mapToLong(c -> (long) c.across() * c.down()).sum();
    }
  }

  /**
   * A scan: some coefficients of some components.
   *
   * @param components their places in the frame
   * @param dc for each of them the table of constant terms, if it has been told
   * @param ac for each of them the table of the other coefficients
   * @param first first coefficient, 0..63
   * @param last last coefficient
   * @param before how many low bits were left out before; 0 where nothing was sent before
   * @param after how many low bits are still left out
   * @param restartInterval units between restarts; 0 for none
   * @param begin where its codes begin
   * @param end where they end
   */
  record Scan(
      List<Integer> components,
      List<Optional<JpegHuffman>> dc,
      List<Optional<JpegHuffman>> ac,
      int first,
      int last,
      int before,
      int after,
      int restartInterval,
      int begin,
      int end) {
    Scan {
      components = List.copyOf(components);
      dc = List.copyOf(dc);
      ac = List.copyOf(ac);
    }
  }

  private JpegStructure(byte[] content) {
    this.content = content;
    essence = new ByteArrayOutputStream(content.length);
  }

  /**
   * Reads the structure of what begins as a JPEG file does.
   *
   * @throws IOException when a segment cannot be what it says
   */
  static JpegStructure of(byte[] content) throws IOException {
    JpegStructure structure = new JpegStructure(content);
    structure.essence.write(content, 0, 2);
    structure.walk();
    return structure;
  }

  /** The frame header; empty when the file ends before it. */
  Optional<Frame> frame() {
    return frame;
  }

  /** Whether it is noted as a JFIF file, which has its colours in YCbCr. */
  boolean jfif() {
    return jfif;
  }

  /** The transform of colours that an Adobe segment tells; empty without one. */
  OptionalInt adobe() {
    return adobe;
  }

  /** The EXIF block, a TIFF structure. */
  Optional<byte[]> exif() {
    return exif;
  }

  /** Scans in order. */
  List<Scan> scans() {
    return List.copyOf(scans);
  }

  /** Whether there is an end marker. */
  boolean ended() {
    return ended;
  }

  /** The file without notes and without what stands behind its end: only what a decoder needs. */
  byte[] essence() {
    return essence.toByteArray();
  }

  private void walk() throws IOException {
    int at = 2;
    while (!ended) {
      while (at < content.length && at(at) != 0xff) {
        at++;
      }
      while (at < content.length && at(at) == 0xff) {
        at++;
      }
      if (at >= content.length) {
        return;
      }
      int marker = at(at++);
      if (marker == END) {
        keep(marker, at, 0);
        ended = true;
      } else if (marker == START) {
        throw new IOException("a picture begins within the picture");
      } else if (hasSegment(marker)) {
        at = segment(marker, at);
      }
    }
  }

  private static boolean hasSegment(int marker) {
    return marker > 1 && (marker < 0xd0 || marker > 0xd7);
  }

  /** Reads a segment whose length stands here; gives where the next thing begins. */
  private int segment(int marker, int at) throws IOException {
    if (at + 2 > content.length) {
      return content.length;
    }
    int length = two(at);
    int end = at + length;
    if (length < 2) {
      throw new IOException("a segment of " + length + " bytes");
    }
    if (end > content.length) {
      return content.length;
    }
    boolean note = (marker >= APP0 && marker <= APP0 + 15) || marker == COMMENT;
    if (note) {
      note(marker, at + 2, end);
    } else {
      keep(marker, at, length);
      if (isFrame(marker)) {
        frame(marker, at + 2, end);
      } else if (marker == HUFFMAN_TABLES) {
        tables(at + 2, end);
      } else if (marker == RESTART_INTERVAL && length == 4) {
        restartInterval = two(at + 2);
      } else if (marker == START_OF_SCAN) {
        return scan(at + 2, end);
      }
    }
    return end;
  }

  private static boolean isFrame(int marker) {
    boolean tables = marker == HUFFMAN_TABLES || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !tables;
  }

  private void note(int marker, int begin, int end) {
    if (marker == APP0 && end - begin >= 14 && says("JFIF\0", begin, end)) {
      jfif = true;
    } else if (marker == ADOBE && end - begin > TRANSFORM_AT && says("Adobe", begin, end)) {
      adobe = OptionalInt.of(at(begin + TRANSFORM_AT));
    } else if (marker == APP1 && exif.isEmpty() && says("Exif\0", begin, end)) {
      exif = Optional.of(Arrays.copyOfRange(content, Math.min(end, begin + 6), end));
    }
  }

  private boolean says(String word, int begin, int end) {
    byte[] wanted = word.getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.equals(
        content, begin, Math.min(end, begin + wanted.length), wanted, 0, wanted.length);
  }

  private void frame(int marker, int begin, int end) throws IOException {
    int count = end - begin < 6 ? 0 : at(begin + 5);
    if (frame.isPresent() || count == 0 || end - begin < 6 + 3 * count) {
      throw new IOException("its frame header is wrong");
    }
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int component = begin + 6 + 3 * i;
      int across = at(component + 1) >> 4;
      int down = at(component + 1) & 15;
      if (across < 1 || across > 4 || down < 1 || down > 4) {
        throw new IOException("its frame header has components of " + across + " x " + down);
      }
      components.add(new Component(at(component), across, down));
    }
    frame = Optional.of(new Frame(marker, at(begin), two(begin + 1), two(begin + 3), components));
  }

  private void tables(int begin, int end) throws IOException {
    int at = begin;
    while (at + 17 <= end) {
      int codes = 0;
      for (int i = 1; i <= 16; i++) {
        codes += at(at + i);
      }
      if (codes > 256 || at + 17 + codes > end) {
        throw new IOException("a Huffman table is longer than its segment");
      }
      tables.put(at(at), JpegHuffman.of(content, at + 1));
      at += 17 + codes;
    }
  }

  /** Reads a scan header; gives where the codes behind it end. */
  private int scan(int begin, int end) throws IOException {
    int count = begin < end ? at(begin) : 0;
    if (frame.isEmpty() || count < 1 || count > 4 || end - begin < 4 + 2 * count) {
      throw new IOException("a scan header is wrong");
    }
    List<Integer> chosen = new ArrayList<>();
    List<Optional<JpegHuffman>> dc = new ArrayList<>();
    List<Optional<JpegHuffman>> ac = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int component = place(at(begin + 1 + 2 * i));
      if (chosen.contains(component)) {
        throw new IOException("a scan has a component twice");
      }
      chosen.add(component);
      int numbers = at(begin + 2 + 2 * i);
      dc.add(Optional.ofNullable(tables.get(numbers >> 4)));
      ac.add(Optional.ofNullable(tables.get(16 + (numbers & 15))));
    }
    int at = begin + 1 + 2 * count;
    boolean progressive = frame.get().progressive();
    int first = progressive ? at(at) : 0;
    int last = progressive ? at(at + 1) : 63;
    if (first > last || last > 63) {
      throw new IOException("a scan of coefficients " + first + " to " + last);
    }
    int bits = progressive ? at(at + 2) : 0;
    int codes = codesEnd(end);
    scans.add(
        new Scan(chosen, dc, ac, first, last, bits >> 4, bits & 15, restartInterval, end, codes));
    essence.write(content, end, codes - end);
    return codes;
  }

  private int place(int id) throws IOException {
    List<Component> components = frame.orElseThrow().components();
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).id() == id) {
        return i;
      }
    }
    throw new IOException("a scan of component " + id + ", which the frame does not have");
  }

  /** Where the codes of a scan end: at a marker that is no restart, or with the file. */
  private int codesEnd(int begin) {
    for (int at = begin; at + 1 < content.length; at++) {
      if (content[at] == (byte) 0xff) {
        int next = at(at + 1);
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          return at;
        }
      }
    }
    return content.length;
  }

  private void keep(int marker, int begin, int length) {
    essence.write(0xff);
    essence.write(marker);
    essence.write(content, begin, length);
  }

  private int at(int place) {
    return content[place] & 0xff;
  }

  private int two(int place) {
    return (at(place) << 8) + at(place + 1);
  }

  /** The quotient, rounded up. */
  static int ceil(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }
}
