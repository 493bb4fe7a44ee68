package org.ash.cli.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.function.BiFunction;

/**
 * What every reader of files does with what parsing throws: a content that is not what it should be
 * becomes the reader's own error, which names the file. That is what parsers throw, and an {@link
 * IllegalArgumentException}, by which constructors refuse values out of range; everything else is a
 * mistake of the program and passes.
 */
public final class ParsedFile {
  /**
   * JSON of records: a value that is missing or null is refused, never filled in, and what a
   * record's constructor throws counts as what is wrong with the text.
   */
  public static final JsonMapper RECORDS =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private ParsedFile() {}

  /** Reads a file, or a part of it. */
  @FunctionalInterface
  public interface Parsing<T> {
    /** What it says. */
    T parse() throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param place the file, or a place in it, for the message
   * @param what what it should be, as {@code a result of a trial}
   * @param refusal makes the reader's error of a message and its cause
   * @throws IOException when the file cannot be read, whatever it says
   */
  public static <T> T read(
      Object place,
      String what,
      BiFunction<String, Throwable, ? extends RuntimeException> refusal,
      Parsing<T> parsing)
      throws IOException {
    try {
      return parsing.parse();
    } catch (JsonProcessingException
        | CharacterCodingException
        | CharConversionException
        | IllegalArgumentException e) {
      throw refusal.apply("%s is not %s: %s.".formatted(place, what, reason(e)), e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof CharacterCodingException || e instanceof CharConversionException) {
      return "it is not UTF-8";
    }
    String text =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    String line = String.valueOf(text).strip().lines().findFirst().orElse("");
    int place =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? json.getLocation().getLineNr()
            : 0;
    return (place > 1 ? "line " + place + ": " : "") + line.replaceFirst("[.]$", "");
  }
}
