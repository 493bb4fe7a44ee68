package org.ash.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pins what module {@code org.ash.api} shows and needs: a change here is a change of the API. */
final class ModuleDescriptorTest {

  private static final Set<String> PUBLIC_PACKAGES =
      Set.of(
          "org.ash.activation",
          "org.ash.autodiff",
          "org.ash.host",
          "org.ash.ir",
          "org.ash.nn",
          "org.ash.platform",
          "org.ash.reference",
          "org.ash.spi",
          "org.ash.tensor",
          "org.ash.text",
          "org.ash.train",
          "org.ash.train.checkpoint",
          "org.ash.zoo");

  private static final Path CLASSES =
      Path.of(System.getProperty("basedir", "")).resolve("target/classes");

  private static final ModuleDescriptor DESCRIPTOR = read();

  private static ModuleDescriptor read() {
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> presentPublicPackages() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          // A package that only describes itself cannot be exported.
          .filter(file -> !file.endsWith("package-info.class"))
          .map(file -> CLASSES.relativize(file.getParent()).toString())
          .map(folder -> folder.replace(CLASSES.getFileSystem().getSeparator(), "."))
          .filter(PUBLIC_PACKAGES::contains)
          .collect(toCollection(TreeSet::new));
    }
  }

  @Test
  void module_exportsExactlyThePublicPackages_toEveryone() throws IOException {
    Set<String> exported = new TreeSet<>();
    for (ModuleDescriptor.Exports export : DESCRIPTOR.exports()) {
      exported.add(export.isQualified() ? export.toString() : export.source());
    }
    assertEquals(presentPublicPackages(), exported, "exports in ash-api's module-info.java");
  }

  @Test
  void module_needsNothingButJavaBase() {
    Set<String> required = new TreeSet<>();
    DESCRIPTOR.requires().forEach(requires -> required.add(requires.name()));
    assertEquals(Set.of("java.base"), required);
  }

  @Test
  void module_opensNothingToReflection() {
    assertEquals(Set.of(), DESCRIPTOR.opens());
  }
}
