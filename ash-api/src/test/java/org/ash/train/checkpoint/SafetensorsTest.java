package org.ash.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
  @TempDir private Path folder;

  private Path written(Safetensors content) throws IOException {
    Path file = folder.resolve("x.safetensors");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
    }
    return file;
  }

  private static Safetensors everyType() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("odd", Tensor.ofBytes(DType.UINT8, new byte[] {1, -1, 3}, 3));
    tensors.put("flag", Tensor.ofBytes(DType.BOOL, new byte[] {1}, 1));
    tensors.put("int8", Tensor.ofBytes(DType.INT8, new byte[] {-128}, 1, 1));
    tensors.put("weight", Tensor.ofFloats(new float[] {1.5f, Float.NaN, -0f, 4}, 2, 2));
    tensors.put("double", Tensor.ofDoubles(new double[] {Math.PI}, 1));
    tensors.put("int32", Tensor.ofInts(new int[] {Integer.MIN_VALUE}, 1));
    tensors.put("step", Tensor.ofLongs(new long[] {Long.MAX_VALUE}));
    tensors.put("empty", Tensor.allocate(DType.FLOAT32, Shape.of(0, 7)));
    return new Safetensors(Map.of("format", "pt"), tensors);
  }

  @Test
  void everyType_readsBackBitEqual() throws IOException {
    Safetensors content = everyType();
    Safetensors read = SafetensorsReader.read(written(content));
    assertEquals(content.metadata(), read.metadata());
    assertEquals(content.tensors().keySet(), read.tensors().keySet());
    content.tensors().forEach((name, t) -> assertTrue(t.bitEquals(read.tensors().get(name)), name));
  }

  @Test
  void byteSize_isThatOfTheFile() throws IOException {
    assertEquals(everyType().byteSize(), Files.size(written(everyType())));
  }

  @Test
  void elements_beginAtAMultipleOfEight() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(written(everyType())));
    assertEquals(0, file.order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
  }

  @Test
  void truncation_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(written(everyType()));
    for (int length = 0; length < whole.length; length += 3) {
      Path file = folder.resolve("short.safetensors");
      Files.write(file, Arrays.copyOf(whole, length));
      CheckpointException error =
          assertThrows(CheckpointException.class, () -> SafetensorsReader.read(file));
      assertTrue(error.getMessage().contains("short.safetensors"), error.getMessage());
    }
  }

  /** The header, the number of bytes after it, and what the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | ''",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 9 | 9 bytes of elements",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 7 | looks truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | but has 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 8 | negative extent",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | unknown type 'F31'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | 8 | not [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | 8 | not [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | 8 | not [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | after a gap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | 8 | 'data_offsets' is missing",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}} | 8 | not an array",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}} | 8"
            + " | more elements than a long counts",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4611686018427387904],"
            + "\"data_offsets\":[0,4611686018427387904]}} | 8 | 2 GiB",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}} | 6 | inside the one",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}} | 2 | appears twice",
        "{\"a\":1} | 0 | is not an object",
        "{\"__metadata__\":{\"a\":[1]}} | 0 | metadata 'a'",
        "{\"__metadata__\":3} | 0 | metadata",
        "[] | 0 | expected an object",
        "{\"a\":  | 0 | not valid JSON",
      })
  void header_isCheckedBeforeItIsBelieved(String header, int dataBytes, String message)
      throws IOException {
    Path file = folder.resolve("made.safetensors");
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).array());
    if (message.isEmpty()) {
      assertEquals(1, SafetensorsReader.read(file).tensors().size());
    } else {
      CheckpointException error =
          assertThrows(CheckpointException.class, () -> SafetensorsReader.read(file));
      assertTrue(error.getMessage().contains(message), error.getMessage());
    }
  }

  /** What others write, beside a tensor that can be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"__metadata__\":null, | {}",
        "\"__metadata__\":{}, | {}",
        "\"__metadata__\":{\"step\":3,\"x\":null,\"done\":true,\"k\":\"v\"}, | {step=3, done=true, k=v}",
        "\"ids\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[8,12]}, | {}",
        "\"ids\":{\"dtype\":\"U16\",\"shape\":[2],\"data_offsets\":[8,12]}, | {}",
        "\"ids\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[8,12]}, | {}",
        "\"ids\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[8,12]}, | {}",
        "\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]}, | {}"
      })
  void whatIsNotWanted_doesNotKeepFromTheRest(String more, String metadata) throws IOException {
    String header = "{" + more + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] json = (header + "\0\0").getBytes(StandardCharsets.UTF_8);
    int dataBytes = more.contains("[8,12]") ? 12 : 8;
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).putFloat(1.5f).putFloat(2);
    Path file = Files.write(folder.resolve("theirs.safetensors"), bytes.array());
    Safetensors read = SafetensorsReader.read(file);
    assertEquals(1.5, read.tensors().get("a").get(0));
    assertEquals(metadata, read.metadata().toString());
    assertEquals(more.contains("ids") ? Set.of("ids") : Set.of(), read.unread().keySet());
  }

  @ParameterizedTest
  @CsvSource({"-1, 18446744073709551615", "100000001, 100000001", "1000, ends before"})
  void headerLength_isBounded(long length, String message) throws IOException {
    Path file = folder.resolve("made.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(length).array());
    CheckpointException error =
        assertThrows(CheckpointException.class, () -> SafetensorsReader.read(file));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void headerThatIsNotUtf8_isRefused() throws IOException {
    Path file = folder.resolve("made.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(2).put((byte) 0xff).put((byte) 0xff).array());
    CheckpointException error =
        assertThrows(CheckpointException.class, () -> SafetensorsReader.read(file));
    assertTrue(error.getMessage().contains("not UTF-8"), error.getMessage());
  }
}
