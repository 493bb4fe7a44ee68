package org.ash.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.ash.ir.GraphBuilder;
import org.ash.ir.SymbolicShape;
import org.ash.ir.TensorType;
import org.ash.onnx.export.ExportOptions;
import org.ash.onnx.export.OnnxExporter;
import org.ash.platform.CacheFolder;
import org.ash.tensor.DType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines in processes as applications have them: with two class loaders, in a Spring Boot jar from
 * a thread of the common pool, with an empty home. Each in a JVM of its own, for it may crash.
 */
final class SurroundingsTest {
  @TempDir Path folder;

  private Path home;
  private Path temporary;

  @BeforeEach
  void makeFolders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  /** What a process printed, of both streams each. */
  private record Ended(int exitCode, List<String> out, String err) {}

  private Ended java(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.io.tmpdir=" + temporary,
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("ASH_CACHE", CacheFolder.path().toString());
    environment.put("HOME", home.toString());
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    // As in a process that nobody has prepared.
    for (String variable :
        List.of("ORT_DISABLE_TELEMETRY", "TF_CPP_MIN_LOG_LEVEL", "XDG_CACHE_HOME", "LANG")) {
      environment.remove(variable);
    }
    environment.put("LC_ALL", "C");
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readAllLines(out), Files.readString(err));
  }

  private static void assertAgree(List<String> lines) {
    assertEquals(
        1,
        lines.stream().map(line -> line.replaceFirst(".* ", "")).distinct().count(),
        lines::toString);
  }

  private List<String> leftBehind() throws IOException {
    try (Stream<Path> left = Files.walk(home);
        Stream<Path> made = Files.walk(temporary)) {
      return Stream.concat(left, made)
          .filter(file -> !file.equals(home) && !file.equals(temporary))
          .map(file -> folder.relativize(file).toString())
          // The JVM's own, for jps and jstat.
          .filter(name -> !name.contains("hsperfdata"))
          .sorted()
          .toList();
    }
  }

  @Test
  void twoClassLoaders_openEveryEngineTwice_andNothingIsLeftOrSaid() throws Exception {
    Ended ended = java(List.of(TwoLoaders.class.getName()));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(8, ended.out().size(), () -> ended.out() + ended.err());
    assertAgree(ended.out());
    assertEquals(List.of(), leftBehind(), "in the home and the temporary folder");
    List<String> notOurs =
        ended
            .err()
            .lines()
            // java.util.logging prints a line of where and a line of what.
            .filter(line -> !line.contains("org.ash.") && !line.startsWith("INFO: "))
            .toList();
    assertEquals(List.of(), notOurs);
  }

  /** Without a backend having started ONNX Runtime before; the guarded process is killed. */
  @Test
  void aModelFileAlone_leavesNothing() throws Exception {
    GraphBuilder graph = new GraphBuilder("relu");
    graph.output(
        "y",
        graph.relu(graph.input("x", new TensorType(DType.FLOAT32, SymbolicShape.batch("N", 4)))));
    Path file = folder.resolve("model.onnx");
    Files.write(
        file, OnnxExporter.export(graph.build(), Map.of(), ExportOptions.defaults()).toByteArray());
    Ended ended = java(List.of(ModelFileAlone.class.getName(), file.toString()));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(List.of("[0.0, 2.0, 0.0, 4.0]", "[0.0, 2.0, 0.0, 4.0]"), ended.out());
    assertEquals("", ended.err());
    assertEquals(List.of(), leftBehind(), "in the home and the temporary folder");
  }

  @Test
  void springBootJar_fromTheCommonPool_opensOnnxRuntime() throws Exception {
    Path jar = springBootJar();
    Ended ended = java(List.of("-jar", jar.toString(), "onnxruntime", "reference"));
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(2, ended.out().size(), () -> ended.out() + ended.err());
    assertAgree(ended.out());
  }

  /** The layout that Spring Boot's Maven plugin makes: libraries as jars within, not compressed. */
  private Path springBootJar() throws IOException {
    Path jar = folder.resolve("application.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    main.putValue("Start-Class", EveryEngine.class.getName());
    main.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    main.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String within : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
        out.putNextEntry(new JarEntry(within));
        out.closeEntry();
      }
      String program = EveryEngine.class.getName().replace('.', '/') + ".class";
      try (InputStream in = EveryEngine.class.getClassLoader().getResourceAsStream(program)) {
        out.putNextEntry(new JarEntry("BOOT-INF/classes/" + program));
        out.write(in.readAllBytes());
        out.closeEntry();
      }
      for (String entry :
          System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
        Path library = Path.of(entry);
        String name = library.toString();
        if (name.contains("spring-boot-loader")) {
          unpack(library, out);
        } else if (Stream.of("ash-api", "ash-onnx", "onnxruntime", "protobuf-java", "jna")
            .anyMatch(name::contains)) {
          store(library, out);
        }
      }
    }
    return jar;
  }

  private static void unpack(Path library, JarOutputStream out) throws IOException {
    try (JarFile loader = new JarFile(library.toFile())) {
      for (JarEntry entry : loader.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(loader.getInputStream(entry).readAllBytes());
        out.closeEntry();
      }
    }
  }

  private void store(Path library, JarOutputStream out) throws IOException {
    Path packed = Files.isDirectory(library) ? packed(library) : library;
    byte[] bytes = Files.readAllBytes(packed);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    JarEntry entry = new JarEntry("BOOT-INF/lib/" + packed.getFileName());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /** A folder of classes, as modules have in the middle of a build. */
  private Path packed(Path classes) throws IOException {
    Path jar = Files.createTempFile(folder, "library", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void userWithoutAHome_leavesNoFolderNamedAfterAQuestionMark() throws Exception {
    Files.delete(home);
    Ended ended = java(List.of("-Duser.home=?", EveryEngine.class.getName(), "onnxruntime"));
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(Files.notExists(folder.resolve("?")), "a folder named ?");
    Files.createDirectory(home);
    assertEquals(List.of(), leftBehind());
  }
}
