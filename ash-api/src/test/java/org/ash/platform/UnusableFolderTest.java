package org.ash.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnusableFolderTest {
  private static Throwable wrapped(String message) {
    UnsatisfiedLinkError outer = new UnsatisfiedLinkError("no jnijavacpp in java.library.path");
    outer.initCause(new UnsatisfiedLinkError(message));
    return new ExceptionInInitializerError(outer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%1$s: %1$s: failed to map segment from shared object",
        "%1$s: %1$s: failed to map segment from shared object: Operation not permitted",
        "%1$s: Error relocating %1$s: Operation not permitted",
        "%1$s: %1$s: cannot change memory protections",
      })
  void aFolderThatLibrariesCannotBeRunFrom_isNamedWithWhatHelps(String message) {
    Path folder = CacheFolder.path().resolve("javacpp").resolve("a b");
    String reason =
        UnusableFolder.reason(wrapped(message.formatted(folder.resolve("libx.so")))).orElseThrow();
    assertTrue(reason.contains(folder + ","), reason);
    assertTrue(reason.contains("noexec") && reason.contains("ASH_CACHE="), reason);
    assertEquals(1, reason.lines().count());
  }

  @Test
  void aFolderThatAPropertyNames_isChangedByTheProperty() {
    String message = "/elsewhere/libx.so: /elsewhere/libx.so: failed to map segment";
    String reason = UnusableFolder.reason(wrapped(message)).orElseThrow();
    assertTrue(reason.contains("/elsewhere") && reason.contains("system property"), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no jnitensorflow in java.library.path",
        "/x/libx.so: wrong ELF class: ELFCLASS32",
        "/x/libx.so: libgomp.so.1: cannot open shared object file: No such file or directory",
        "operation not permitted"
      })
  void otherFailures_areNotTheFolders(String message) {
    assertEquals(Optional.empty(), UnusableFolder.reason(wrapped(message)));
  }
}
