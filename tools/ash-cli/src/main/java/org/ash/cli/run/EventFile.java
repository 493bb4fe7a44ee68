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
   * Begins a new file {@code events.out.tfevents.SECONDS.ash} in a folder, as TensorBoard expects a
   * resumed run to do.
   *
   * @throws IOException when the folder cannot be written to
   */
  public static EventFile create(Path folder) throws IOException {
    Instant now = Instant.now();
    Path file = folder.resolve("events.out.tfevents." + now.getEpochSecond() + ".ash");
    for (int i = 1; Files.exists(file); i++) {
      file = folder.resolve("events.out.tfevents." + now.getEpochSecond() + "." + i + ".ash");
    }
    EventFile events =
        new EventFile(
            new AppendedFile(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    try {
      events.write(event(now, 0, coded -> coded.writeString(3, "brain.Event:2")));
    } catch (IOException e) {
      events.close();
      throw e;
    }
    return events;
  }

  /**
   * Begins the file of a resumed run. Its {@code SessionLog} of status START makes TensorBoard hide
   * the steps that the run before had done after its last checkpoint.
   *
   * @param step number of the last step that counts, that of the checkpoint
   * @throws IOException when the folder cannot be written to
   */
  public static EventFile resume(Path folder, long step) throws IOException {
    EventFile events = create(folder);
    byte[] start = message(log -> log.writeEnum(1, SESSION_START));
    try {
      events.write(event(Instant.now(), step + 1, coded -> coded.writeByteArray(7, start)));
    } catch (IOException e) {
      events.close();
      throw e;
    }
    return events;
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
