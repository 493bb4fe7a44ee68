package org.ash.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.ash.data.DataException;

/** The files of a CIFAR data set, wherever they lie: in a folder, or in the published archive. */
final class CifarFiles {

  /** Takes in the content of one file. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads a file.
     *
     * @param name name of the file, without folders
     * @param bytes its length
     * @param in its content
     */
    void read(String name, long bytes, InputStream in) throws IOException;
  }

  private final CifarLayout layout;
  private final Path place;

  /**
   * At a folder, or at an archive.
   *
   * @throws DataException when nothing is there
   */
  CifarFiles(CifarLayout layout, Path place) {
    this.layout = layout;
    this.place = locate(layout, place);
  }

  /** The folder or archive that is read. */
  Path place() {
    return place;
  }

  /** Where the files are: also when the folder around them was given. */
  private static Path locate(CifarLayout layout, Path place) {
    if (!Files.exists(place)) {
      throw DataException.of(
          "%s is not there; give the folder or archive of %s as %s:PATH, or get it: "
              + "tools/ash data fetch %s.",
          place, layout.title(), layout.kind(), layout.kind());
    }
    if (!Files.isDirectory(place) || Files.exists(place.resolve(layout.testFile()))) {
      return place;
    }
    for (String inside : new String[] {layout.folderName(), layout.archiveName()}) {
      if (Files.exists(place.resolve(inside))) {
        return place.resolve(inside);
      }
    }
    return place;
  }

  /**
   * Has files read, in order of their names, each once.
   *
   * @param required files that must be there
   * @param optional files that may be there
   */
  void read(Collection<String> required, Collection<String> optional, Reader reader) {
    if (Files.isDirectory(place)) {
      readFolder(required, optional, reader);
    } else {
      readArchive(required, optional, reader);
    }
  }

  private void readFolder(Collection<String> required, Collection<String> optional, Reader reader) {
    requireAll(required, namesInFolder());
    Set<String> names = new TreeSet<>(required);
    names.addAll(optional);
    for (String name : names) {
      Path file = place.resolve(name);
      if (!Files.isRegularFile(file)) {
        continue;
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        reader.read(name, Files.size(file), in);
      } catch (IOException e) {
        throw DataException.causedBy(e, "%s cannot be read: %s.", file, DataException.reason(e));
      }
    }
  }

  /** Of its files, and of its folders, as {@code cifar-10-batches-py/}. */
  private Set<String> namesInFolder() {
    try (Stream<Path> entries = Files.list(place)) {
      return entries
          .map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw DataException.causedBy(e, "%s cannot be listed: %s.", place, DataException.reason(e));
    }
  }

  private void readArchive(
      Collection<String> required, Collection<String> optional, Reader reader) {
    Map<String, Boolean> seen = new TreeMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(place), 1 << 16)) {
      requireGzip(file);
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
        TarArchiveEntry entry = tar.getNextEntry();
        while (entry != null) {
          String name = baseName(entry.getName());
          boolean wanted = required.contains(name) || optional.contains(name);
          if (entry.isFile() && wanted && seen.put(name, true) == null) {
            reader.read(name, entry.getSize(), tar);
          } else if (entry.isFile()) {
            seen.put(name, true);
          }
          entry = tar.getNextEntry();
        }
      }
    } catch (IOException e) {
      throw DataException.causedBy(
          e,
          "%s cannot be read as a tar.gz archive (%s); it looks truncated or damaged "
              + "(re-download: tools/ash data fetch %s).",
          place,
          DataException.reason(e),
          layout.kind());
    }
    requireAll(required, seen.keySet());
  }

  private void requireGzip(InputStream file) throws IOException {
    file.mark(2);
    boolean gzip = file.read() == 0x1f && file.read() == 0x8b;
    file.reset();
    if (!gzip) {
      throw DataException.of(
          "%s is not a tar.gz archive; give the published %s, or a folder with its files.",
          place, layout.archiveName());
    }
  }

  private void requireAll(Collection<String> required, Set<String> present) {
    if (present.isEmpty()) {
      throw DataException.of(
          "%s is empty; %s needs %s there (get it: tools/ash data fetch %s).",
          place, layout.title(), String.join(", ", required), layout.kind());
    }
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(present);
    if (missing.isEmpty()) {
      return;
    }
    Optional<CifarEdition> edition = CifarEdition.of(present);
    if (edition.isPresent()) {
      throw DataException.of("%s holds %s", place, edition.get().told());
    }
    for (CifarLayout other : CifarLayout.values()) {
      if (other != layout && present.contains(other.testFile())) {
        throw DataException.of(
            "%s holds %s, not %s; ask for %s:%s.",
            place, other.title(), layout.title(), other.kind(), place);
      }
    }
    throw DataException.of(
        "%s lacks %s (re-download: tools/ash data fetch %s).",
        place, String.join(", ", missing), layout.kind());
  }

  private static String baseName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }
}
