package org.ash.data.cifar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.ash.data.DataException;

/**
 * Writes one split in the binary layout of CIFAR-10, spread evenly over some files. Records may
 * come in any order and from any thread.
 */
final class CifarWriter implements AutoCloseable {
  private final CifarLayout layout = CifarLayout.CIFAR_10;
  private final int images;
  private final List<FileChannel> files = new ArrayList<>();
  private final BitSet written = new BitSet();

  /**
   * Creates the files.
   *
   * @param folder where
   * @param names their names
   * @param images number of images in all, at least one for each file
   */
  CifarWriter(Path folder, List<String> names, int images) throws IOException {
    this.images = images;
    if (images < names.size()) {
      throw DataException.of(
          "%,d images do not fill %d files, %s to %s; there must be one for each.",
          images, names.size(), names.get(0), names.get(names.size() - 1));
    }
    try {
      for (String name : names) {
        files.add(
            FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Writes a record.
   *
   * @param index place in the split, 0..images-1; each once
   * @param label class, 0..9
   * @param image red, green and blue planes
   */
  void write(int index, int label, byte[] image) {
    synchronized (written) {
      if (written.get(index)) {
        throw DataException.of("There are two images %,d in one split.", index);
      }
      written.set(index);
    }
    int file = fileOf(index);
    ByteBuffer bytes = ByteBuffer.allocate(layout.recordBytes());
    bytes.put((byte) label).put(image).flip();
    long position = (long) (index - firstOf(file)) * layout.recordBytes();
    try {
      while (bytes.hasRemaining()) {
        position += files.get(file).write(bytes, position);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that every image was written and brings all bytes to the disk. */
  void complete(String split) throws IOException {
    int first;
    int count;
    synchronized (written) {
      first = written.nextClearBit(0);
      count = written.cardinality();
    }
    if (count < images) {
      throw DataException.of(
          "%,d of %,d images of %s are missing in the archive, the first of them number %,d.",
          images - count, images, split, first);
    }
    for (FileChannel file : files) {
      file.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  /** Number of the first image of a file. */
  private int firstOf(int file) {
    return (int) ((long) file * images / files.size());
  }

  private int fileOf(int index) {
    int file = files.size() - 1;
    while (firstOf(file) > index) {
      file--;
    }
    return file;
  }

  /** Writes the file with the names of the classes, as published: a line each, one empty line. */
  static void writeClassNames(Path folder) throws IOException {
    CifarLayout.Labels labels = CifarLayout.CIFAR_10.labels().get(0);
    Files.writeString(
        folder.resolve(labels.namesFile()), String.join("\n", labels.standardNames()) + "\n\n");
  }
}
