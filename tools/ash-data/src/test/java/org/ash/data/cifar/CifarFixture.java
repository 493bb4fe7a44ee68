package org.ash.data.cifar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small data sets in the published layouts, written to disk for tests. */
public final class CifarFixture {
  private CifarFixture() {}

  /**
   * A folder in which file k (from 0) has {@code records} records; record i has the labels {@code
   * (k + i) mod classes} and random pixels.
   */
  public static Path folder(Path folder, CifarLayout layout, int records) throws IOException {
    Files.createDirectories(folder);
    List<String> files = new ArrayList<>(layout.trainFiles());
    files.add(layout.testFile());
    for (int k = 0; k < files.size(); k++) {
      Files.write(folder.resolve(files.get(k)), file(layout, records, k));
    }
    for (CifarLayout.Labels labels : layout.labels()) {
      Files.write(folder.resolve(labels.namesFile()), labels.standardNames());
    }
    return folder;
  }

  /** Content of one file; {@code number} shifts its labels and seeds its pixels. */
  static byte[] file(CifarLayout layout, int records, int number) {
    Random random = new Random(number);
    byte[] bytes = new byte[records * layout.recordBytes()];
    random.nextBytes(bytes);
    for (int i = 0; i < records; i++) {
      for (int label = 0; label < layout.labels().size(); label++) {
        bytes[i * layout.recordBytes() + label] =
            (byte) ((number + i) % layout.labels().get(label).classes());
      }
    }
    return bytes;
  }

  /** The files of a folder as the published archive has them, below a folder of its own. */
  public static Path archive(Path folder, CifarLayout layout, Path archive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
        var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = layout.folderName() + "/" + file.getFileName();
        tar.putArchiveEntry(new TarArchiveEntry(file.toFile(), name));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
    try (OutputStream out = Files.newOutputStream(archive)) {
      bytes.writeTo(out);
    }
    return archive;
  }
}
