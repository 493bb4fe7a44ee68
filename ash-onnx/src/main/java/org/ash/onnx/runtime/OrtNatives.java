package org.ash.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.ash.platform.CacheFolder;

/**
 * Unpacks the engine's native libraries once, into the folder for caches. By itself the engine
 * unpacks them at every start into the temporary folder, and leaves a folder {@code
 * onnxruntime-java...} there: one with 29 MB when the process is killed.
 */
final class OrtNatives {
  /** The engine's property: where its libraries are. */
  private static final String PATH = "onnxruntime.native.path";

  /**
   * The system property that counts the class loaders of the process that have loaded the
   * libraries. Java loads a file for one loader only; each further one has copies of its own.
   */
  private static final String LOADERS = "ash.onnxruntime.loaders";

  /** Those of the engine's libraries that are used, as far as a build of it has them. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda");

  private OrtNatives() {}

  /**
   * Starts the engine with the unpacked libraries where there can be any, else as it does itself.
   */
  static OrtEnvironment loadedBy(Supplier<OrtEnvironment> start) {
    boolean chosenByUser = System.getProperty(PATH) != null;
    Optional<Path> folder = chosenByUser ? Optional.empty() : unpacked(numberOfLoader());
    if (folder.isEmpty()) {
      return start.get();
    }
    System.setProperty(PATH, folder.get().toString());
    try {
      return start.get();
    } finally {
      // It is read once; another loader's copy of the engine must not find it.
      System.clearProperty(PATH);
    }
  }

  /** From 1. */
  private static int numberOfLoader() {
    Object count =
        System.getProperties()
            .merge(LOADERS, "1", (before, one) -> "" + (Integer.parseInt("" + before) + 1));
    return Integer.parseInt(count.toString());
  }

  private static Optional<Path> unpacked(int loader) {
    try {
      Optional<URL> engine = resource(LIBRARIES.get(0));
      if (engine.isEmpty()) {
        return Optional.empty();
      }
      Path folder =
          CacheFolder.path()
              .resolve("onnxruntime")
              .resolve(mark(engine.get()) + (loader == 1 ? "" : "-" + loader));
      Files.createDirectories(folder);
      for (String library : LIBRARIES) {
        Optional<URL> found = resource(library);
        if (found.isPresent()) {
          unpack(found.get(), folder.resolve(System.mapLibraryName(library)));
        }
      }
      return Optional.of(folder);
    } catch (IOException e) {
      System.getLogger(OrtNatives.class.getName())
          .log(System.Logger.Level.DEBUG, "The engine unpacks its libraries itself", e);
      return Optional.empty();
    }
  }

  private static void unpack(URL from, Path to) throws IOException {
    URLConnection connection = from.openConnection();
    if (Files.isRegularFile(to) && Files.size(to) == connection.getContentLengthLong()) {
      return;
    }
    Path part = Files.createTempFile(to.getParent(), to.getFileName().toString(), ".part");
    try (InputStream content = connection.getInputStream()) {
      Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What tells one build of the engine from another. */
  private static String mark(URL engine) throws IOException {
    URLConnection connection = engine.openConnection();
    String size = Long.toString(connection.getContentLengthLong());
    return connection instanceof JarURLConnection jar && jar.getJarEntry() != null
        ? size + "-" + Long.toHexString(jar.getJarEntry().getCrc())
        : size;
  }

  private static Optional<URL> resource(String library) {
    return Optional.ofNullable(
        OrtEnvironment.class.getResource(
            "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library)));
  }

  /** As the engine calls it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean x64 = architecture.equals("amd64") || architecture.equals("x86_64");
    return name + "-" + (x64 ? "x64" : architecture);
  }
}
