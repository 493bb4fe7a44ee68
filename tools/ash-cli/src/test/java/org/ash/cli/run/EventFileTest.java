package org.ash.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFileTest {
  @TempDir Path folder;

  /** RFC 3720, B.4: 32 bytes of zeros have CRC-32C 0x8a9136aa. */
  @Test
  void maskedCrc_rotatesAndOffsetsTheKnownCrc() {
    int crc = 0x8a9136aa;
    assertEquals(Integer.rotateRight(crc, 15) + 0xa282ead8, EventFile.maskedCrc(new byte[32]));
  }

  @Test
  void records_areFramedAndBeginWithTheVersion() throws IOException {
    try (EventFile events = EventFile.create(folder, 0)) {
      events.scalars(7, Map.of("train/loss", 2.5));
    }
    List<byte[]> records = records();
    assertEquals(3, records.size());
    assertEquals("brain.Event:2", new String(field(records.get(0), 3), UTF_8));
    byte[] value = field(field(records.get(2), 5), 1);
    assertEquals("train/loss", new String(field(value, 1), UTF_8));
    CodedInputStream in = CodedInputStream.newInstance(value);
    in.readTag();
    in.readByteArray();
    assertEquals(2, WireFormat.getTagFieldNumber(in.readTag()));
    assertEquals(2.5f, in.readFloat());
  }

  @Test
  void resumedRun_beginsAnotherFile() throws IOException {
    EventFile.create(folder, 0).close();
    EventFile.create(folder, 0).close();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  /** {@code SessionLog.START} is 1; steps from that of its event on are hidden. */
  @ParameterizedTest
  @ValueSource(longs = {0, 40})
  void everyFile_startsASession_atTheStepAfterThoseThatCount(long step) throws IOException {
    EventFile.create(folder, step).close();
    List<byte[]> records = records();
    assertEquals("brain.Event:2", new String(field(records.get(0), 3), UTF_8));
    CodedInputStream in = CodedInputStream.newInstance(records.get(1));
    in.readTag();
    in.readDouble();
    assertEquals(2, WireFormat.getTagFieldNumber(in.readTag()));
    assertEquals(step + 1, in.readInt64());
    CodedInputStream log = CodedInputStream.newInstance(field(records.get(1), 7));
    assertEquals(1, WireFormat.getTagFieldNumber(log.readTag()));
    assertEquals(1, log.readEnum());
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private List<byte[]> records() throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertEquals(EventFile.maskedCrc(length), bytes.getInt());
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(data);
      assertEquals(EventFile.maskedCrc(data), bytes.getInt());
      records.add(data);
    }
    return records;
  }

  private static byte[] field(byte[] message, int number) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int tag;
    do {
      tag = in.readTag();
      if (WireFormat.getTagFieldNumber(tag) == number) {
        return in.readByteArray();
      }
    } while (in.skipField(tag));
    throw new AssertionError("no field " + number);
  }
}
