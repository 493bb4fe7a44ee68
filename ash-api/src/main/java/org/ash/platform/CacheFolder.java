package org.ash.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one folder for all that can be made or fetched again: data sets, and the native libraries
 * that engines unpack.
 *
 * <p>It is what the environment variable {@code ASH_CACHE} names; else {@code ash} in what {@code
 * XDG_CACHE_HOME} names; else {@code .cache/ash} in the home, which is {@code HOME} or what Java
 * takes for it; else, where there is no home, as for a user without an entry in the list of users,
 * a folder in the temporary folder that nobody else can write to.
 */
public final class CacheFolder {
  /** The environment variable that names it. */
  public static final String VARIABLE = "ASH_CACHE";

  private static final String NAME = "ash";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private CacheFolder() {}

  /** The folder; it need not be there. */
  public static Path path() {
    return path(System.getenv());
  }

  /** The folder under an environment; see the class for the order. */
  static Path path(Map<String, String> environment) {
    return named(environment, VARIABLE)
        .or(() -> named(environment, "XDG_CACHE_HOME").map(cache -> cache.resolve(NAME)))
        .or(() -> home(environment).map(home -> home.resolve(".cache").resolve(NAME)))
        .orElseGet(CacheFolder::temporary);
  }

  private static Optional<Path> home(Map<String, String> environment) {
    // Java says "?" where the list of users does not know this one.
    return named(environment, "HOME")
        .or(() -> path(System.getProperty("user.home", "")))
        .filter(home -> Files.isDirectory(home) && Files.isWritable(home));
  }

  private static Optional<Path> named(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).flatMap(CacheFolder::path);
  }

  /** Not absolute counts as not set: XDG Base Directory Specification 0.8. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Libraries are loaded from it: a folder that somebody else has made or can write to is not
   * taken.
   */
  private static Path temporary() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
        return parent.resolve(NAME + "-cache");
      }
      Path probe = Files.createTempFile(parent, NAME, null);
      Object user = Files.getAttribute(probe, "unix:uid");
      Files.delete(probe);
      Path folder = parent.resolve(NAME + "-cache-" + user);
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        return Files.createDirectory(folder, mode);
      }
      boolean ours =
          Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
              && user.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))
              && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                  .equals(OWNER_ONLY);
      return ours ? folder : Files.createTempDirectory(parent, NAME + "-cache-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "There is no home for caches, and "
              + parent
              + " cannot be written to; set "
              + VARIABLE
              + " to a folder that can",
          e);
    }
  }
}
