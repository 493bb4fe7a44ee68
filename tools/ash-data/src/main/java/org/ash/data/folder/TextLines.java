package org.ash.data.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ash.data.DataException;

/**
 * The lines of a list that somebody has written with an editor or a spreadsheet: UTF-8 or UTF-16,
 * with or without a byte order mark, any ends of lines; else Latin-1, which is told.
 *
 * @param lines those that are not empty and no comments, in order
 * @param notes what a reader should know
 */
record TextLines(List<Line> lines, List<String> notes) {
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final String COMMENT = "#";

  /**
   * A line.
   *
   * @param number from 1
   * @param text without space around it
   */
  record Line(int number, String text) {}

  TextLines {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /**
   * Reads a list.
   *
   * @throws DataException when it cannot be read, or is UTF-16 without a byte order mark or no text
   */
  static TextLines read(Path file) {
    List<String> notes = new ArrayList<>();
    String text = text(file, notes);
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith(COMMENT)) {
        lines.add(new Line(number, content));
      }
    }
    return new TextLines(lines, notes);
  }

  private static String text(Path file, List<String> notes) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
    }
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      return withoutMark(new String(bytes, StandardCharsets.UTF_16));
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw DataException.of(
            "%s, line %d: it holds zero bytes, as UTF-16 without a byte order mark does; save it as"
                + " UTF-8.",
            file, lineAt(bytes, i));
      }
    }
    try {
      return withoutMark(decoded(bytes, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      notes.add(file + " is not UTF-8; it was read as Latin-1.");
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static int lineAt(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  private static String withoutMark(String text) {
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }
}
