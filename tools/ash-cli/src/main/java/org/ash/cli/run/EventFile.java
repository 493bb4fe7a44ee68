package org.ash.cli.run;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A TensorBoard event file of scalars.
 *
 * <p>Records as TensorFlow's {@code RecordWriter} frames them (length, masked CRC-32C, data, masked
 * CRC-32C, little-endian) around the protocol buffers {@code Event}, {@code Summary} and {@code
 * SessionLog}, of which only wall_time (1), step (2), file_version (3), summary (5) and session_log
 * (7), value (1), tag (1) and simple_value (2), and status (1) are written. Each record goes to the
 * operating system at once, so that a killed run leaves whole records.
 */
public final class EventFile implements AutoCloseable {
  private static final int SESSION_START = 1;

  private final AppendedFile file;

  private EventFile(AppendedFile file) {
    this.file = file;
  }

  /**
   * Begins a new file {@code events.out.tfevents.SECONDS.ash} in a folder, of a run or of what a
   * resumed run does now. Its {@code SessionLog} of status START makes TensorBoard hide the steps
   * that a run before had done after its last checkpoint. That of the first file hides nothing, but
   * without it TensorBoard takes that of the second for the beginning and keeps all steps.
   *
   * @param step number of the last step that counts, that of the checkpoint; 0 where none is done
   * @throws IOException when the folder cannot be written to
   */
  public static EventFile create(Path folder, long step) throws IOException {
    Instant now = Instant.now();
    // TensorBoard reads files in the order of their names.
    long second = now.getEpochSecond();
    while (Files.exists(named(folder, second))) {
      second++;
    }
    Path file = named(folder, second);
    EventFile events =
        new EventFile(
            new AppendedFile(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    byte[] start = message(log -> log.writeEnum(1, SESSION_START));
    try {
      events.write(event(now, 0, coded -> coded.writeString(3, "brain.Event:2")));
      events.write(event(now, step + 1, coded -> coded.writeByteArray(7, start)));
    } catch (IOException e) {
      events.close();
      throw e;
    }
    return events;
  }

  private static Path named(Path folder, long second) {
    return folder.resolve("events.out.tfevents." + second + ".ash");
  }

  /**
   * Appends scalars of one step.
   *
   * @param step number of the step, the horizontal axis
   * @param scalars values by tag, as {@code train/loss}
   */
  public void scalars(long step, Map<String, Double> scalars) throws IOException {
    byte[] summary =
        message(
            coded -> {
              for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
                coded.writeByteArray(
                    1,
                    message(
                        value -> {
                          value.writeString(1, scalar.getKey());
                          value.writeFloat(2, scalar.getValue().floatValue());
                        }));
              }
            });
    write(event(Instant.now(), step, coded -> coded.writeByteArray(5, summary)));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** What writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream coded) throws IOException;
  }

  private static byte[] event(Instant time, long step, Fields content) throws IOException {
    return message(
        coded -> {
          coded.writeDouble(1, time.toEpochMilli() / 1000.0);
          coded.writeInt64(2, step);
          content.writeTo(coded);
        });
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    fields.writeTo(coded);
    coded.flush();
    return bytes.toByteArray();
  }

  private void write(byte[] data) throws IOException {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    ByteBuffer framed =
        ByteBuffer.allocate(length.length + data.length + 2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(length)
            .putInt(maskedCrc(length))
            .put(data)
            .putInt(maskedCrc(data));
    file.append(framed.array());
  }

  /** CRC-32C rotated and offset, as the record format wants it. */
  static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }
}
