package org.ash.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folder, found from wherever the tests run. */
final class SourceTree {

  private SourceTree() {}

  /** The folder that holds the parent pom, the nearest above that has a {@code .mvn} folder. */
  static Path root() {
    Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above " + start + " has a .mvn folder");
  }

  /** All Java files below some module's {@code src/main}. */
  static List<Path> mainSources() throws IOException {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isMainSource(root.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isMainSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/main/") && !path.contains("/target/");
  }
}
