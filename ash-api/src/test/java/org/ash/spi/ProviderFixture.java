package org.ash.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A folder with compiled providers and a service file, as a jar of a stranger would bring them. */
final class ProviderFixture {
  private static final String SERVICE = "META-INF/services/" + BackendProvider.class.getName();

  /** A provider that is available and that tells when it is opened. */
  private static final String BASE =
      """
      implements BackendProvider {
        public String name() {
          return "base";
        }

        public int spiVersion() {
          return BackendProvider.SPI_VERSION;
        }

        public int priority() {
          return 0;
        }

        public Probe probe() {
          return new Probe.Available("1.0", List.of(new Device(Device.Kind.CPU, 0, "cpu")));
        }

        public Backend open(BackendOptions options) {
          throw new BackendException("opened " + name());
        }
      }
      """;

  private final Path folder;
  private final List<Path> sources = new ArrayList<>();

  ProviderFixture(Path folder) {
    this.folder = folder;
  }

  /** Adds a class {@code stranger.<simpleName>} with this body after its name. */
  ProviderFixture with(String simpleName, String declaration) throws IOException {
    Path source =
        Files.createDirectories(folder.resolve("src/stranger")).resolve(simpleName + ".java");
    sources.add(
        Files.writeString(
            source,
            "package stranger;\n"
                + "import org.ash.spi.*;\n"
                + "import java.util.List;\n"
                + "public class "
                + simpleName
                + " "
                + declaration));
    return this;
  }

  /** A provider that is available unless its members say otherwise. */
  ProviderFixture withProvider(String simpleName, String backend, int priority, String members)
      throws IOException {
    return with(
        simpleName,
        "extends Base {\n"
            + members
            + "\n@Override public String name() { return \""
            + backend
            + "\"; }\n@Override public int priority() { return "
            + priority
            + "; }\n}\n");
  }

  /** Removes the class file of a class, as if its jar were missing. */
  ProviderFixture without(String simpleName) throws IOException {
    Files.delete(folder.resolve("classes/stranger/" + simpleName + ".class"));
    return this;
  }

  /** Whether {@link #compile} was called. */
  boolean isCompiled() {
    return Files.exists(folder.resolve("classes"));
  }

  /** Compiles what was added. */
  ProviderFixture compile() throws IOException, URISyntaxException {
    with("Base", BASE);
    Path api =
        Path.of(BackendProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release", "17", "-proc:none", "-cp", api.toString(), "-d", classes.toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    StringWriter complaints = new StringWriter();
    PrintWriter writer = new PrintWriter(complaints);
    int exitCode =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertEquals(0, exitCode, complaints::toString);
    return this;
  }

  /** A loader of these classes whose service file has these lines. */
  URLClassLoader loader(String... serviceLines) throws IOException {
    Path service = folder.resolve("classes").resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.write(service, List.of(serviceLines));
    URL[] path = {folder.resolve("classes").toUri().toURL()};
    return new URLClassLoader(path, BackendProvider.class.getClassLoader());
  }
}
