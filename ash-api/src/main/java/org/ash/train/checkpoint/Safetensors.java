package org.ash.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ash.json.JsonObject;
import org.ash.tensor.Tensor;

/**
 * Named tensors in the safetensors format of Hugging Face: the length of the header (unsigned 64
 * bits, little-endian), the header (JSON: type, shape and place of each tensor), the elements.
 *
 * @param metadata texts by name, kept in the header
 * @param tensors the tensors by name
 * @param unread of a file that was read, names of tensors of types that {@link
 *     org.ash.tensor.DType} does not have, with the format's name of the type, as {@code U16}
 */
public record Safetensors(
    Map<String, String> metadata, Map<String, Tensor> tensors, Map<String, String> unread) {
  /** What the reference implementation takes at most for a header, in bytes. */
  static final long MAX_HEADER_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";

  /** Elements begin at a multiple of this, so that readers can map the file into memory. */
  private static final int ALIGNMENT = 8;

  /** Copies the maps. */
  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }

  /** Content to be written. */
  public Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    this(metadata, tensors, Map.of());
  }

  /** Bytes of the file. */
  public long byteSize() {
    return header().length + dataBytes();
  }

  /** Writes the file. */
  public void writeTo(WritableByteChannel channel) throws IOException {
    writeFully(channel, ByteBuffer.wrap(header()));
    for (Map.Entry<String, Tensor> entry : inFileOrder()) {
      writeFully(channel, entry.getValue().bytes());
    }
  }

  private byte[] header() {
    JsonObject.Builder header = new JsonObject.Builder();
    if (!metadata.isEmpty()) {
      JsonObject.Builder texts = new JsonObject.Builder();
      metadata.forEach(texts::put);
      header.put(METADATA, texts.build());
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : inFileOrder()) {
      Tensor tensor = entry.getValue();
      long end = offset + tensor.bytes().remaining();
      header.put(
          entry.getKey(),
          new JsonObject.Builder()
              .put("dtype", SafetensorsType.nameOf(tensor.dtype()))
              .putIntegers("shape", dims(tensor))
              .putIntegers("data_offsets", List.of(offset, end))
              .build());
      offset = end;
    }
    byte[] json = header.build().toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(ALIGNMENT + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  /** Wide types first, so that every tensor is aligned to its own elements. */
  private List<Map.Entry<String, Tensor>> inFileOrder() {
    return tensors.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().dtype().byteSize()))
        .toList();
  }

  private long dataBytes() {
    return tensors.values().stream().mapToLong(tensor -> tensor.bytes().remaining()).sum();
  }

  private static List<Long> dims(Tensor tensor) {
    return Arrays.stream(tensor.shape().dims()).boxed().toList();
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
