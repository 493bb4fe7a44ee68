package org.ash.data.image;

import java.util.List;
import java.util.Optional;
import org.ash.data.image.JpegStructure.Scan;

/** Passes over the codes of a scan's blocks, as ITU-T T.81 lays them down (F.2.2, G.2). */
final class JpegScanCodes {
  private static final int COEFFICIENTS = 64;
  private static final int SIXTEEN_ZEROS = 15;

  private final Scan scan;
  private final JpegBits bits;

  /** How many blocks to come have no more codes in this scan. */
  private int endOfBand;

  JpegScanCodes(Scan scan, JpegBits bits) {
    this.scan = scan;
    this.bits = bits;
  }

  /** What a restart forgets. */
  void restart() {
    endOfBand = 0;
  }

  /** A block of a sequential scan: all coefficients of one of its components. */
  void sequential(int component) throws JpegBits.Lack {
    skip(table(scan.dc(), component).next(bits) & 15);
    JpegHuffman codes = table(scan.ac(), component);
    for (int at = 1; at < COEFFICIENTS; at++) {
      int code = codes.next(bits);
      int size = code & 15;
      int zeros = code >> 4;
      if (size == 0 && zeros != SIXTEEN_ZEROS) {
        return;
      }
      at += zeros;
      skip(size);
    }
  }

  /**
   * A block of a progressive scan.
   *
   * @param nonzero of each block, which coefficients were told not to be zero; is brought up to
   *     date
   */
  void progressive(int component, long[] nonzero, int block) throws JpegBits.Lack {
    if (scan.first() == 0) {
      if (scan.before() == 0) {
        skip(table(scan.dc(), component).next(bits) & 15);
      } else {
        skip(1);
      }
    } else if (endOfBand > 0 && scan.before() == 0) {
      endOfBand--;
    } else {
      JpegHuffman codes = table(scan.ac(), component);
      nonzero[block] =
          scan.before() == 0 ? told(codes, nonzero[block]) : refined(codes, nonzero[block]);
    }
  }

  private long told(JpegHuffman codes, long before) throws JpegBits.Lack {
    long nonzero = before;
    for (int at = scan.first(); at <= scan.last(); at++) {
      int code = codes.next(bits);
      int size = code & 15;
      int zeros = code >> 4;
      if (size > 0) {
        at += zeros;
        skip(size);
        nonzero |= bit(at);
      } else if (zeros == SIXTEEN_ZEROS) {
        at += SIXTEEN_ZEROS;
      } else {
        endOfBand = (1 << zeros) + bits.next(zeros) - 1;
        break;
      }
    }
    return nonzero;
  }

  private long refined(JpegHuffman codes, long before) throws JpegBits.Lack {
    long nonzero = before;
    int at = scan.first();
    while (endOfBand == 0 && at <= scan.last()) {
      int code = codes.next(bits);
      int zeros = code >> 4;
      boolean added = (code & 15) != 0;
      if (added) {
        skip(1);
      } else if (zeros != SIXTEEN_ZEROS) {
        endOfBand = (1 << zeros) + bits.next(zeros);
        break;
      }
      while (at <= scan.last() && ((nonzero & bit(at)) != 0 || zeros-- > 0)) {
        if ((nonzero & bit(at)) != 0) {
          skip(1);
        }
        at++;
      }
      if (added) {
        nonzero |= bit(at);
      }
      at++;
    }
    if (endOfBand > 0) {
      for (; at <= scan.last(); at++) {
        if ((nonzero & bit(at)) != 0) {
          skip(1);
        }
      }
      endOfBand--;
    }
    return nonzero;
  }

  private static long bit(int at) {
    return at < COEFFICIENTS ? 1L << at : 0;
  }

  private void skip(int count) throws JpegBits.Lack {
    for (int i = 0; i < count; i++) {
      bits.next();
    }
  }

  private static JpegHuffman table(List<Optional<JpegHuffman>> tables, int component)
      throws JpegBits.Lack {
    return tables
        .get(component)
        .orElseThrow(() -> new JpegBits.Lack("garbled: a scan lacks its Huffman table"));
  }
}
