package org.ash.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.ash.data.DataException;
import org.ash.data.cifar.CifarLayout;
import org.ash.text.NearestNames;

/**
 * An archive that its authors publish on the web.
 *
 * @param name what it is called here, such as {@code cifar10}
 * @param fileName name of the file
 * @param source where it is
 * @param md5 its MD5 sum as its authors state it, 32 lower-case hexadecimal digits
 */
public record PublishedArchive(String name, String fileName, URI source, String md5) {
  private static final URI HOME = URI.create("https://www.cs.toronto.edu/~kriz/");

  /** CIFAR-10, binary version, 170 MB. */
  public static final PublishedArchive CIFAR_10 =
      of(CifarLayout.CIFAR_10, "c32a1d4ab5d03f1284b67883e8d87530");

  /** CIFAR-100, binary version, 169 MB. */
  public static final PublishedArchive CIFAR_100 =
      of(CifarLayout.CIFAR_100, "03b5dce01913d631647c71ecec9e9cb8");

  private static PublishedArchive of(CifarLayout layout, String md5) {
    String fileName = layout.archiveName();
    return new PublishedArchive(layout.kind(), fileName, HOME.resolve(fileName), md5);
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

  /** The same archive at another place, such as a mirror; the sum still has to fit. */
  public PublishedArchive from(URI mirror) {
    return new PublishedArchive(name, fileName, mirror, md5);
  }
}
