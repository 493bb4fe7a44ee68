package org.ash.cli.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that processes have open or run code of, as Linux tells in {@code /proc}. It tells of
 * other users' processes to root only.
 */
public final class FilesInUse {
  private static final Path PROCESSES = Path.of("/proc");

  private final Set<Path> files;

  private FilesInUse(Set<Path> files) {
    this.files = files;
  }

  /** Whether this system tells. */
  public static boolean isKnown() {
    return Files.isReadable(PROCESSES.resolve("self/maps"));
  }

  /** The files that are in use now; of processes that end meanwhile, none or some. */
  public static FilesInUse now() throws IOException {
    Set<Path> found = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        addMapped(process, found);
        addOpen(process, found);
      }
    }
    return new FilesInUse(found);
  }

  private static void addMapped(Path process, Set<Path> found) {
    try {
      // A name that is not UTF-8 is not the name of anything that was unpacked here.
      String text = new String(Files.readAllBytes(process.resolve("maps")), UTF_8);
      for (String line : text.split("\n", -1)) {
        int slash = line.indexOf('/');
        if (slash >= 0) {
          found.add(Path.of(line.substring(slash).replaceFirst(" \\(deleted\\)$", "")));
        }
      }
    } catch (IOException | InvalidPathException e) {
      // It has ended, or is another user's.
    }
  }

  private static void addOpen(Path process, Set<Path> found) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path link : open) {
        found.add(Files.readSymbolicLink(link));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It has ended, or is another user's.
    }
  }

  /** Whether one of these belongs to a part. */
  public boolean touch(CachePart part) throws IOException {
    for (Path place : part.files()) {
      Path real = place.toRealPath();
      if (files.stream().anyMatch(file -> file.startsWith(real))) {
        return true;
      }
    }
    return false;
  }
}
