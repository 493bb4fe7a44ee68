package org.ash.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code tools/try-everywhere build}, which says itself what cannot be tried here. */
@DisabledOnOs(OS.WINDOWS)
final class TryEverywhereTest {
  private static final Path TOOLS = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path temporary;

  @Test
  void whatTheBuildCanTry_isWell() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("sh", TOOLS.resolve("try-everywhere").toString(), "build")
            .redirectErrorStream(true);
    builder.environment().put("ASH", launcher().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("ok       empty home and caches"), said);
    assertTrue(said.contains("ok       nothing left behind"), said);
    assertTrue(said.contains("ok       LC_ALL=C"), said);
    assertTrue(said.contains("a user without an entry in the list of users"), said);
  }

  /** The launcher as it stands in the zip, beside one jar that names this test's class path. */
  private Path launcher() throws IOException {
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Path lib = Files.createDirectory(temporary.resolve("lib"));
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest).close();
    return Files.copy(TOOLS.resolve("ash"), bin.resolve("ash"), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
