package org.ash.architecture;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first thing that a newcomer sees, and how long a file may get. */
final class ProjectLayoutTest {

  private static final Set<String> TOP_LEVEL =
      new TreeSet<>(
          Set.of(
              "CHANGELOG.md",
              "CONTRIBUTING.md",
              "Dockerfile",
              "LICENSE",
              "NOTICE",
              "README.md",
              "ash-api",
              "ash-bom",
              "ash-dl4j",
              "ash-onnx",
              "ash-pages",
              "ash-tf",
              "conformance-tests",
              "docs",
              "examples",
              "pom.xml",
              "tools"));

  private static final int LONGEST_FILE = 500;

  /**
   * Names that .gitignore keeps out of the top level, such as {@code target/} and {@code /runs/}.
   */
  private static Set<String> ignoredNames(Path root) throws IOException {
    return Files.readAllLines(root.resolve(".gitignore")).stream()
        .filter(line -> line.endsWith("/"))
        .map(line -> line.replace("/", ""))
        .collect(toSet());
  }

  @Test
  void topLevel_holdsExactlyWhatIsStated_besidesDotfiles() throws IOException {
    Path root = SourceTree.root();
    Set<String> ignored = ignoredNames(root);
    try (Stream<Path> entries = Files.list(root)) {
      Set<String> names =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith(".") && !ignored.contains(name))
              .collect(toCollection(TreeSet::new));
      assertEquals(TOP_LEVEL, names);
    }
  }

  @Test
  void noMainSource_isLongerThan500Lines() throws IOException {
    List<Path> sources = SourceTree.mainSources();
    assertTrue(sources.size() > 1, "no sources found below " + SourceTree.root());
    Set<String> tooLong = new TreeSet<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > LONGEST_FILE) {
        tooLong.add(SourceTree.root().relativize(source) + ": " + lines + " lines");
      }
    }
    assertEquals(Set.of(), tooLong);
  }
}
