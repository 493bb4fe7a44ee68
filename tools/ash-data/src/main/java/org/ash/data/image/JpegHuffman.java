package org.ash.data.image;

import java.util.Arrays;

/** A table of Huffman codes of a JPEG file. */
final class JpegHuffman {
  private static final int LONGEST = 16;

  /** How many codes there are of 1..16 bits. */
  private final int[] counts;

  /** What they stand for, 0..255; shorter codes first, equally long ones in order. */
  private final byte[] symbols;

  private JpegHuffman(int[] counts, byte[] symbols) {
    this.counts = counts;
    this.symbols = symbols;
  }

  /** Reads a table whose 16 counts begin here and whose symbols follow. */
  static JpegHuffman of(byte[] content, int at) {
    int[] counts = new int[LONGEST];
    for (int i = 0; i < LONGEST; i++) {
      counts[i] = content[at + i] & 0xff;
    }
    int begin = at + LONGEST;
    return new JpegHuffman(
        counts, Arrays.copyOfRange(content, begin, begin + Arrays.stream(counts).sum()));
  }

  /** The symbol of the code that comes next. */
  int next(JpegBits bits) throws JpegBits.Lack {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int count : counts) {
      code += bits.next();
      if (code - first < count) {
        return symbols[index + code - first] & 0xff;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new JpegBits.Lack("garbled: bad Huffman code");
  }
}
