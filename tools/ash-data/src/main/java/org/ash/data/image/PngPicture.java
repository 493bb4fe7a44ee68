package org.ash.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG file, held to its checksums, which Java's decoder does not look at: those of the pieces
 * that make the picture, and that of all pixels. A file without its end piece whose pixels are all
 * there passes. Notes on gamma and colour profiles are not applied, as nowhere in training.
 */
final class PngPicture implements Picture {
  private static final int SIGNATURE = 8;
  private static final int HEADER = name("IHDR");
  private static final int PALETTE = name("PLTE");
  private static final int TRANSPARENCY = name("tRNS");
  private static final int DATA = name("IDAT");
  private static final int END = name("IEND");
  private static final int EXIF = name("eXIf");
  private static final int HEADER_BYTES = 13;

  /** Of Adam7's seven passes: first column, first row, then every how many of them. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final byte[] content;
  private final ByteArrayOutputStream essence;
  private final List<Piece> data = new ArrayList<>();
  private Optional<byte[]> exif = Optional.empty();
  private Optional<Piece> header = Optional.empty();
  private boolean transparency;
  private final PictureSize size;
  private final int pixelBits;

  /** What a chunk holds. */
  private record Piece(int begin, int length) {}

  private PngPicture(byte[] content) throws IOException {
    this.content = content;
    essence = new ByteArrayOutputStream(content.length + 12);
    essence.write(content, 0, SIGNATURE);
    walk();
    int begin = header.orElseThrow(() -> new IOException("its header is missing")).begin();
    int depth = content[begin + 8];
    int channels =
        switch (content[begin + 9]) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw new IOException("its header tells of a wrong kind of colour");
        };
    if (depth != 1 && depth != 2 && depth != 4 && depth != 8 && depth != 16) {
      throw new IOException("its header tells of " + depth + " bits a sample");
    }
    pixelBits = depth * channels;
    int decoded = Math.max(1, (channels + (transparency ? 1 : 0)) * depth / Byte.SIZE);
    size = PictureSize.of(four(begin + 4), four(begin), decoded);
  }

  static PngPicture open(byte[] content) throws IOException {
    return new PngPicture(content);
  }

  private void walk() throws IOException {
    int at = SIGNATURE;
    int kind = 0;
    while (kind != END && at + 8 <= content.length) {
      int length = four(at);
      kind = four(at + 4);
      boolean picture = kind == HEADER || kind == PALETTE || kind == TRANSPARENCY || kind == DATA;
      if (length < 0 || length > content.length - at - 12) {
        if (kind == EXIF) {
          throw new IOException("the note on how it is to be held is missing");
        }
        // The last pixels may be here: what the data lacks is found when it is counted.
        if (kind == DATA && length >= 0) {
          data.add(new Piece(at + 8, Math.min(length, content.length - at - 8)));
          keep(kind, at + 8, Math.min(length, content.length - at - 8));
        }
        break;
      }
      if (picture) {
        check(at, length);
        keep(kind, at + 8, length);
      }
      piece(kind, new Piece(at + 8, length));
      at += 12 + length;
    }
    keep(END, 0, 0);
  }

  private void piece(int kind, Piece piece) throws IOException {
    if (kind == DATA) {
      data.add(piece);
    } else if (kind == TRANSPARENCY) {
      transparency = true;
    } else if (kind == EXIF && exif.isEmpty()) {
      exif =
          Optional.of(Arrays.copyOfRange(content, piece.begin(), piece.begin() + piece.length()));
    } else if (kind == HEADER) {
      if (piece.length() != HEADER_BYTES || header.isPresent()) {
        throw new IOException("its header is wrong");
      }
      header = Optional.of(piece);
    }
  }

  private void check(int at, int length) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content, at + 4, 4 + length);
    if ((int) sum.getValue() != four(at + 8 + length)) {
      throw new IOException("a part of the picture is garbled: its checksum is another");
    }
  }

  private void keep(int kind, int begin, int length) {
    CRC32 sum = new CRC32();
    byte[] name = four(new byte[4], kind);
    sum.update(name);
    sum.update(content, begin, length);
    essence.writeBytes(four(new byte[4], length));
    essence.writeBytes(name);
    essence.write(content, begin, length);
    essence.writeBytes(four(new byte[4], (int) sum.getValue()));
  }

  @Override
  public PictureSize size() {
    return size;
  }

  @Override
  public Orientation orientation() {
    return exif.map(Orientation::ofTiff).orElse(Orientation.UPRIGHT);
  }

  @Override
  public boolean printed() {
    return false;
  }

  @Override
  public Bitmap decode(int step) throws IOException {
    requireWhole();
    try (DecodedPicture decoder =
        DecodedPicture.open(ImageFormat.PNG, essence.toByteArray(), Orientation.UPRIGHT)) {
      return Pixels.bitmap(decoder.image(step));
    }
  }

  /** Unpacks the pixels and counts them; that the sum behind them is right, the unpacking sees. */
  private void requireWhole() throws IOException {
    long wanted = packedBytes();
    Inflater inflater = new Inflater();
    try {
      byte[] some = new byte[1 << 16];
      long found = 0;
      int next = 0;
      while (!inflater.finished() && found <= wanted) {
        int count = inflater.inflate(some);
        found += count;
        if (count == 0 && !inflater.finished()) {
          if (!inflater.needsInput() || next == data.size()) {
            break;
          }
          Piece piece = data.get(next++);
          inflater.setInput(content, piece.begin(), piece.length());
        }
      }
      if (found < wanted) {
        throw new IOException("a part of the picture is missing");
      }
    } catch (DataFormatException e) {
      throw new IOException("a part of the picture is garbled: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  /** Bytes of all rows, each with the byte that tells its filter. */
  private long packedBytes() {
    boolean interlaced = content[header.orElseThrow().begin() + 12] != 0;
    if (!interlaced) {
      return rows(size.width(), size.height());
    }
    long sum = 0;
    for (int[] pass : PASSES) {
      sum +=
          rows(
              (size.width() - pass[0] + pass[2] - 1) / pass[2],
              (size.height() - pass[1] + pass[3] - 1) / pass[3]);
    }
    return sum;
  }

  private long rows(int columns, int rows) {
    return columns == 0 ? 0 : rows * (1 + ((long) columns * pixelBits + 7) / Byte.SIZE);
  }

  private static int name(String letters) {
    return (letters.charAt(0) << 24)
        | (letters.charAt(1) << 16)
        | (letters.charAt(2) << 8)
        | letters.charAt(3);
  }

  private int four(int at) {
    return (content[at] << 24)
        | ((content[at + 1] & 0xff) << 16)
        | ((content[at + 2] & 0xff) << 8)
        | (content[at + 3] & 0xff);
  }

  private static byte[] four(byte[] to, int value) {
    for (int i = 0; i < 4; i++) {
      to[i] = (byte) (value >> (24 - 8 * i));
    }
    return to;
  }

  @Override
  public void close() {
    // Nothing is open between its methods.
  }
}
