package org.ash.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** The first directory of a TIFF structure: of a TIFF file, or of an EXIF block. */
final class TiffDirectory {
  private static final int HEADER = 8;
  private static final int ENTRY_BYTES = 12;

  /** Tags from XMP on are notes, which no decoder needs. */
  private static final int FIRST_NOTE = 700;

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final ByteBuffer block;
  private final long begin;
  private final int entries;

  private TiffDirectory(byte[] content) {
    block = ByteBuffer.wrap(content);
    boolean named =
        content.length >= HEADER
            && content[0] == content[1]
            && (content[0] == 'I' || content[0] == 'M');
    if (named) {
      block.order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
    boolean known = named && block.getShort(2) == 42;
    begin = known ? Integer.toUnsignedLong(block.getInt(4)) : 0;
    boolean here = begin >= HEADER && begin + 2 <= content.length;
    entries = here ? Short.toUnsignedInt(block.getShort((int) begin)) : 0;
  }

  /** Of what begins here; without entries where this is no such structure. */
  static TiffDirectory of(byte[] content) {
    return new TiffDirectory(content);
  }

  /** Whether the directory and all values of its entries that tell of the picture are there. */
  boolean whole() {
    long end = begin + 2 + (long) ENTRY_BYTES * entries + Integer.BYTES;
    if (entries == 0 || end > block.capacity()) {
      return false;
    }
    for (int i = 0; i < entries; i++) {
      int entry = (int) begin + 2 + ENTRY_BYTES * i;
      long bytes =
          bytes(block.getShort(entry + 2)) * Integer.toUnsignedLong(block.getInt(entry + 4));
      boolean elsewhere = bytes > Integer.BYTES;
      boolean needed = Short.toUnsignedInt(block.getShort(entry)) < FIRST_NOTE;
      long values = Integer.toUnsignedLong(block.getInt(entry + 8));
      if (needed && elsewhere && values + bytes > block.capacity()) {
        return false;
      }
    }
    return true;
  }

  private static long bytes(int type) {
    return switch (type) {
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12 -> 8;
      default -> 1;
    };
  }

  /** The single number that an entry holds; empty when there is none of this tag. */
  OptionalLong number(int tag) {
    for (int i = 0; i < entries; i++) {
      long at = begin + 2 + (long) ENTRY_BYTES * i;
      if (at + ENTRY_BYTES > block.capacity()) {
        break;
      }
      int entry = (int) at;
      if (Short.toUnsignedInt(block.getShort(entry)) == tag && block.getInt(entry + 4) == 1) {
        int type = block.getShort(entry + 2);
        return type == SHORT
            ? OptionalLong.of(Short.toUnsignedInt(block.getShort(entry + 8)))
            : type == LONG
                ? OptionalLong.of(Integer.toUnsignedLong(block.getInt(entry + 8)))
                : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }
}
