package org.ash.data.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.ash.data.DataException;
import org.ash.data.cifar.CifarLayout;
import org.ash.text.NearestNames;

/**
 * An archive that its authors publish on the web.
 *
 * @param name what it is called here, such as {@code cifar10}
 * @param fileName name of the file
 * @param source where it is
 * @param bytes how long it is
 * @param md5 its MD5 sum as its authors state it, 32 lower-case hexadecimal digits
 */
public record PublishedArchive(String name, String fileName, URI source, long bytes, String md5) {
  /** Highest number of a port. */
  static final int LAST_PORT = 65_535;

  private static final URI HOME = URI.create("https://www.cs.toronto.edu/~kriz/");

  /** CIFAR-10, binary version, 170 MB. */
  public static final PublishedArchive CIFAR_10 =
      of(CifarLayout.CIFAR_10, 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530");

  /** CIFAR-100, binary version, 169 MB. */
  public static final PublishedArchive CIFAR_100 =
      of(CifarLayout.CIFAR_100, 168_513_733, "03b5dce01913d631647c71ecec9e9cb8");

  private static PublishedArchive of(CifarLayout layout, long bytes, String md5) {
    String fileName = layout.archiveName();
    return new PublishedArchive(layout.kind(), fileName, HOME.resolve(fileName), bytes, md5);
  }

  /**
   * The archive of a data set.
   *
   * @throws DataException when there is none of that name
   */
  public static PublishedArchive named(String name) {
    List<PublishedArchive> all = List.of(CIFAR_10, CIFAR_100);
    Optional<PublishedArchive> found = all.stream().filter(a -> a.name().equals(name)).findFirst();
    List<String> names = all.stream().map(PublishedArchive::name).toList();
    return found.orElseThrow(
        () ->
            DataException.of(
                "No data set '%s' to fetch. There are: %s.%s",
                name, String.join(", ", names), NearestNames.question(name, names)));
  }

  /**
   * The same archive at another place, such as a mirror; length and sum still have to fit.
   *
   * @param place an address with http or https, or a file, by its path or with file:
   * @throws DataException when it is something else
   */
  public PublishedArchive from(String place) {
    if (!place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return at(file(place, () -> Path.of(place)));
    }
    URI address = address(place);
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    boolean web =
        (scheme.equals("http") || scheme.equals("https"))
            && address.getHost() != null
            && address.getPort() <= LAST_PORT;
    boolean file = scheme.equals("file") && address.getPath() != null && address.getHost() == null;
    if (!web && !file) {
      throw DataException.of(
          "'%s' cannot be fetched from: an address begins with http://HOST or https://HOST, and a"
              + " file is named by its path.",
          place);
    }
    return at(web ? address : file(place, () -> Path.of(address)));
  }

  private static URI address(String place) {
    try {
      return new URI(place);
    } catch (URISyntaxException e) {
      throw DataException.causedBy(
          e, "'%s' is no address: %s.", place, e.getReason().toLowerCase(Locale.ROOT));
    }
  }

  private PublishedArchive at(URI place) {
    return new PublishedArchive(name, fileName, place, bytes, md5);
  }

  private static URI file(String place, Supplier<Path> path) {
    try {
      return path.get().toAbsolutePath().toUri();
    } catch (IllegalArgumentException e) {
      // A query, a fragment, or what no name of a file may have in it.
      throw DataException.causedBy(e, "'%s' names no file: %s.", place, e.getMessage());
    }
  }
}
