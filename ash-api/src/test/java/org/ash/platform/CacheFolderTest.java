package org.ash.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CacheFolderTest {
  private final String home = System.getProperty("user.home");
  private final String temporary = System.getProperty("java.io.tmpdir");

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.setProperty("user.home", home);
    System.setProperty("java.io.tmpdir", temporary);
  }

  @Test
  void variable_winsOverAll() {
    assertEquals(
        Path.of("/a"),
        CacheFolder.path(
            Map.of("ASH_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", folder.toString())));
  }

  @Test
  void cacheOfTheSystem_comesBeforeTheHome() {
    assertEquals(
        Path.of("/caches/ash"),
        CacheFolder.path(Map.of("XDG_CACHE_HOME", "/caches", "HOME", folder.toString())));
  }

  @Test
  void home_isTheEnvironments_elseJavas() {
    Path other = folder.resolve("other");
    System.setProperty("user.home", folder.toString());
    assertEquals(folder.resolve(".cache/ash"), CacheFolder.path(Map.of()));
    assertTrue(other.toFile().mkdir());
    assertEquals(other.resolve(".cache/ash"), CacheFolder.path(Map.of("HOME", other.toString())));
  }

  @Test
  void notAbsolute_countsAsNotSet() {
    System.setProperty("user.home", folder.toString());
    for (String text : new String[] {"relative", "", "a\0b"}) {
      assertEquals(
          folder.resolve(".cache/ash"),
          CacheFolder.path(Map.of("ASH_CACHE", text, "XDG_CACHE_HOME", text)));
    }
  }

  /**
   * As for a user that the system's list does not know: Java says "?", and HOME is "/" or unset.
   */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutAHome_isAFolderOfOnesOwnInTheTemporaryOne() throws IOException {
    System.setProperty("user.home", "?");
    System.setProperty("java.io.tmpdir", folder.toString());
    Path cache = CacheFolder.path(Map.of("HOME", "/not/there"));
    assertEquals(folder, cache.getParent());
    assertEquals(cache, CacheFolder.path(Map.of()), "the same again");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));

    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertNotEquals(cache, CacheFolder.path(Map.of()), "others could put libraries there");
  }
}
