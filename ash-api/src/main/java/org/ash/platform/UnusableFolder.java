package org.ash.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder from which the system runs no libraries, as on a disk that is mounted {@code noexec}:
 * engines unpack theirs there and then cannot load them. No artifact is missing then, so another
 * folder is what helps.
 */
public final class UnusableFolder {
  /** What glibc, musl and their older versions say, behind the library's path. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(.+?): .*(?:failed to map segment|cannot map|[Oo]peration not permitted"
              + "|cannot change memory protections).*",
          Pattern.DOTALL);

  private static final int DEEPEST_CAUSE = 100;

  private UnusableFolder() {}

  /**
   * Why a library was not loaded, and what to do, when the folder is to blame.
   *
   * @param failure what loading has thrown
   * @return one line, from {@code its libraries} to the full stop; empty for all other failures
   */
  public static Optional<String> reason(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .filter(UnsatisfiedLinkError.class::isInstance)
        .map(error -> REFUSED.matcher(String.valueOf(error.getMessage())))
        .filter(Matcher::matches)
        .flatMap(matcher -> folder(matcher.group(1)).stream())
        .map(folder -> told(folder, CacheFolder.path()))
        .findFirst();
  }

  private static Optional<Path> folder(String library) {
    try {
      return Optional.ofNullable(Path.of(library).getParent());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String told(Path folder, Path cache) {
    return "its libraries may not be run from "
        + folder
        + ", as on a disk mounted noexec; "
        + (folder.startsWith(cache)
            ? "name a folder on another disk in the environment: "
                + CacheFolder.VARIABLE
                + "=FOLDER"
            : "name another in the system property that this one comes from: java.io.tmpdir,"
                + " org.bytedeco.javacpp.cachedir, jna.tmpdir or onnxruntime.native.path")
        + ".";
  }
}
