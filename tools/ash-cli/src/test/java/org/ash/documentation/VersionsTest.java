package org.ash.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One version, wherever users copy it from. */
final class VersionsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

  /** A version of ours: behind the group and an artifact, of the zip, or of its folder. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?:org\\.ash:ash-[a-z]+:|<artifactId>ash-bom</artifactId>\\s*<version>|ash-)"
              + "(\\d+\\.\\d+\\.\\d+[\\w.-]*?)(?=[\\s\"'<`/)]|\\.zip|\\.jar)");

  private static String version() throws IOException {
    Matcher own =
        Pattern.compile("<artifactId>ash-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertTrue(own.find(), "the parent's version");
    return own.group(1);
  }

  @Test
  void docsAndExamples_nameTheVersionThatIsBuilt() throws IOException {
    String version = version();
    List<String> found = new ArrayList<>();
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
    }
    files.add(ROOT.resolve("examples/pom.xml"));
    files.add(ROOT.resolve("examples/build.gradle.kts"));
    for (Path file : files) {
      Matcher ours = OURS.matcher(Files.readString(file));
      while (ours.find()) {
        found.add(file.getFileName() + ": " + ours.group(1));
      }
    }
    assertTrue(found.size() >= 3, found::toString);
    assertEquals(List.of(), found.stream().filter(one -> !one.endsWith(": " + version)).toList());
  }

  @Test
  void changelog_beginsWithIt() throws IOException {
    Matcher first =
        Pattern.compile("(?m)^## \\[?([^\\]\\s]+)")
            .matcher(Files.readString(ROOT.resolve("CHANGELOG.md")));
    assertTrue(first.find());
    assertEquals(version(), first.group(1));
  }
}
