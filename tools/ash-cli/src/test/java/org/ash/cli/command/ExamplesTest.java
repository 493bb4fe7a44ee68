package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project in {@code examples/} compiles, and its server answers. */
final class ExamplesTest {
  private static final Path SOURCES =
      Path.of("").toAbsolutePath().resolve("../../examples/src/main/java").normalize();

  @TempDir private Path temporary;

  private Path compiled() throws IOException {
    Path classes = Files.createDirectory(temporary.resolve("classes"));
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of("-d", classes.toString(), "-proc:none", "-Xlint:all,-path,-serial", "-Werror"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "--release", "17"));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
    }
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertEquals(0, result, "the examples compile");
    return classes;
  }

  @Test
  void predictServer_saysWhatIsInAnImage() throws Exception {
    String run = TinyRun.create(temporary.resolve("run")).path().toString();
    Path model = temporary.resolve("model.onnx");
    Invocation exported =
        Invocation.of("export", "--run", run, "--out", model.toString(), "--images", "2");
    assertEquals(0, exported.exitCode(), exported.err());
    URL[] classes = {compiled().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, ExamplesTest.class.getClassLoader())) {
      Class<?> type = loader.loadClass("org.example.PredictServer");
      Method start = type.getMethod("start", Path.class, int.class);
      try (AutoCloseable server = (AutoCloseable) start.invoke(null, model, 0)) {
        int port = (int) type.getMethod("port").invoke(server);
        HttpResponse<String> answer = ask(port, picture());
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("{\"circle\":0."), answer.body());
        HttpResponse<String> refusal = ask(port, new byte[] {1, 2, 3});
        assertEquals(400, refusal.statusCode());
        assertTrue(refusal.body().contains("is not an image"), refusal.body());
      }
    }
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR), "png", bytes);
    return bytes.toByteArray();
  }

  private static HttpResponse<String> ask(int port, byte[] image) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
