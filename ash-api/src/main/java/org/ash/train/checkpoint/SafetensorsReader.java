package org.ash.train.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.json.JsonException;
import org.ash.json.JsonObject;
import org.ash.json.JsonValue;
import org.ash.json.JsonValue.JsonBoolean;
import org.ash.json.JsonValue.JsonNull;
import org.ash.json.JsonValue.JsonNumber;
import org.ash.json.JsonValue.JsonString;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/**
 * Reads safetensors files; whatever a file says is checked before it is believed: the header's
 * length, every type, shape and place, and that the tensors fill the file without gap or overlap.
 */
public final class SafetensorsReader {
  private static final int LENGTH_BYTES = 8;

  private final Path file;
  private final FileChannel channel;

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException naming the file and what is wrong with it
   */
  public static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsReader(file, channel).read();
    } catch (IOException e) {
      throw new CheckpointException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * A tensor as the header tells of it.
   *
   * @param dtype empty for a type of the format's that we do not have
   */
  private record Entry(
      String name, String type, Optional<DType> dtype, Shape shape, long begin, long end) {}

  private Safetensors read() throws IOException {
    long fileBytes = channel.size();
    if (fileBytes < LENGTH_BYTES) {
      throw error("has " + fileBytes + " bytes, fewer than the length of a header takes");
    }
    long headerBytes = readFully(0, LENGTH_BYTES).getLong();
    if (headerBytes < 0 || headerBytes > Safetensors.MAX_HEADER_BYTES) {
      throw error(
          "claims a header of "
              + Long.toUnsignedString(headerBytes)
              + " bytes; it is not a safetensors file or its start is damaged");
    }
    if (headerBytes > fileBytes - LENGTH_BYTES) {
      throw error(
          "claims a header of " + headerBytes + " bytes but ends before; it looks truncated");
    }
    JsonObject header = parse(readFully(LENGTH_BYTES, (int) headerBytes));
    long dataStart = LENGTH_BYTES + headerBytes;
    List<Entry> entries = entries(header);
    checkPlaces(entries, fileBytes - dataStart);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> unread = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.dtype().isEmpty()) {
        unread.put(entry.name(), entry.type());
        continue;
      }
      ByteBuffer bytes = readFully(dataStart + entry.begin(), (int) (entry.end() - entry.begin()));
      tensors.put(entry.name(), Tensor.wrap(entry.dtype().get(), entry.shape(), bytes));
    }
    return new Safetensors(metadata(header), tensors, unread);
  }

  private JsonObject parse(ByteBuffer bytes) {
    try {
      return JsonObject.parse(
          StandardCharsets.UTF_8.newDecoder().decode(withoutPadding(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file + ": its header is not UTF-8; the file is damaged.", e);
    } catch (JsonException e) {
      throw new CheckpointException(
          file + ": its header is not valid JSON (" + e.getMessage() + "); the file is damaged.",
          e);
    }
  }

  /** The format pads headers with spaces; some programs take zeros. */
  private static ByteBuffer withoutPadding(ByteBuffer header) {
    int end = header.limit();
    while (end > 0 && header.get(end - 1) == 0) {
      end--;
    }
    return header.limit(end);
  }

  /** Texts; a program that writes a number, or nothing at all, means what it says. */
  private Map<String, String> metadata(JsonObject header) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonValue value = header.members().getOrDefault(Safetensors.METADATA, new JsonNull());
    if (value instanceof JsonNull) {
      return texts;
    }
    if (!(value instanceof JsonObject metadata)) {
      throw error("has metadata that are no object of texts");
    }
    metadata
        .members()
        .forEach(
            (name, one) -> {
              if (one instanceof JsonString text) {
                texts.put(name, text.value());
              } else if (one instanceof JsonNumber number) {
                texts.put(name, number.value().toString());
              } else if (one instanceof JsonBoolean truth) {
                texts.put(name, Boolean.toString(truth.value()));
              } else if (!(one instanceof JsonNull)) {
                throw error("has metadata '" + name + "' that are no text");
              }
            });
    return texts;
  }

  private List<Entry> entries(JsonObject header) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : header.members().entrySet()) {
      if (!member.getKey().equals(Safetensors.METADATA)) {
        entries.add(entry(member.getKey(), header));
      }
    }
    return entries;
  }

  private Entry entry(String name, JsonObject header) {
    try {
      JsonObject described = header.object(name);
      String type = described.text("dtype");
      Optional<DType> dtype = SafetensorsType.ofName(type);
      if (dtype.isEmpty() && !SafetensorsType.isOther(type)) {
        throw error("tensor '" + name + "' has unknown type '" + type + "'");
      }
      long[] dims = described.integers("shape").stream().mapToLong(Long::longValue).toArray();
      Shape shape = Shape.of(dims);
      List<Long> offsets = described.integers("data_offsets");
      if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0)) {
        throw error("tensor '" + name + "' has offsets " + offsets + ", not [begin, end]");
      }
      Entry entry = new Entry(name, type, dtype, shape, offsets.get(0), offsets.get(1));
      checkSize(entry);
      return entry;
    } catch (JsonException e) {
      throw new CheckpointException(
          file + ": tensor '" + name + "': " + e.getMessage() + "; the file is damaged.", e);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file + ": tensor '" + name + "': " + e.getMessage(), e);
    }
  }

  private void checkSize(Entry entry) {
    if (entry.dtype().isEmpty()) {
      return;
    }
    DType dtype = entry.dtype().get();
    long bytes = entry.end() - entry.begin();
    if (entry.shape().size() > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE) {
      throw error("tensor '" + entry.name() + "' takes 2 GiB or more, which is not supported");
    }
    if (entry.shape().size() * dtype.byteSize() != bytes) {
      throw error(
          "tensor '"
              + entry.name()
              + "' is "
              + dtype
              + " "
              + entry.shape()
              + " but has "
              + bytes
              + " bytes");
    }
  }

  private void checkPlaces(List<Entry> entries, long dataBytes) {
    List<Entry> sorted =
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList();
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != end) {
        throw error(
            "tensor '"
                + entry.name()
                + "' begins at byte "
                + entry.begin()
                + (entry.begin() < end ? " inside the one before" : " after a gap")
                + ", expected "
                + end);
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw error(
          "has "
              + dataBytes
              + " bytes of elements where its header tells of "
              + end
              + (dataBytes < end ? "; it looks truncated" : ""));
    }
  }

  private ByteBuffer readFully(long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("the file ends early");
      }
    }
    return bytes.flip();
  }

  private CheckpointException error(String problem) {
    return new CheckpointException(file + ": " + problem + ".");
  }
}
