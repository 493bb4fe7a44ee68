package org.ash.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ash.spi.Backend;
import org.ash.spi.BackendOptions;
import org.junit.jupiter.api.Test;

/** The engine starts whatever the process looks like; in a JVM of its own, for it may crash. */
final class OnnxRuntimeStartTest {
  private static final int LONG = 20_000;

  /** Opens the backend and says so. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) {
      try (Backend backend = new OnnxRuntimeProvider().open(BackendOptions.defaults())) {
        System.out.println("opened " + backend.name());
      }
    }
  }

  @Test
  void longCommandLine_doesNotOverflowTheStack() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Opening.class.getName(),
            "x".repeat(LONG));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), printed);
    assertEquals("opened onnxruntime", printed);
  }

  @Test
  void aFolderThatLibrariesCannotBeRunFrom_isNamed() {
    String noexec = "/x/libj.so: /x/libj.so: failed to map segment from shared object";
    String reason = OnnxRuntimeProvider.reason(new UnsatisfiedLinkError(noexec));
    assertTrue(reason.contains("/x, as on a disk mounted noexec"), reason);
  }
}
