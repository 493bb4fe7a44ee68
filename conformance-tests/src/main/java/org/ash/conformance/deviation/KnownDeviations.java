package org.ash.conformance.deviation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ash.conformance.vector.ConformanceDataException;
import org.ash.conformance.vector.JsonPlace;

/**
 * A reviewed list of what one engine gets wrong. The lists of the project's own backends are the
 * resources {@code deviations/BACKEND.json} of this package's parent; {@code
 * deviations.schema.json} beside them describes the format.
 *
 * @param entries the deviations
 */
public record KnownDeviations(List<KnownDeviation> entries) {
  private static final String FOLDER = "/org/ash/conformance/deviations/";

  /**
   * Copies the list.
   *
   * @throws ConformanceDataException when two entries have one id
   */
  public KnownDeviations {
    entries = List.copyOf(entries);
    Set<String> ids = new HashSet<>();
    for (KnownDeviation entry : entries) {
      if (!ids.add(entry.id())) {
        throw new ConformanceDataException(
            "Two known deviations have the id '" + entry.id() + "'.");
      }
    }
  }

  /** Of an engine without any. */
  public static KnownDeviations none() {
    return new KnownDeviations(List.of());
  }

  /** Those of a backend of this project; none where it has no list. */
  public static KnownDeviations of(String backend) {
    String resource = FOLDER + backend + ".json";
    return KnownDeviations.class.getResource(resource) == null
        ? none()
        : read(KnownDeviations.class, resource);
  }

  /**
   * The list in a resource, as a backend's own tests hold it.
   *
   * @param owner the class beside which the resource lies
   * @param resource its name, as of {@link Class#getResource}
   * @throws ConformanceDataException when it is missing or not as it should be; the message names
   *     entry and field
   */
  public static KnownDeviations read(Class<?> owner, String resource) {
    try (InputStream content = owner.getResourceAsStream(resource)) {
      if (content == null) {
        throw new ConformanceDataException(
            "There is no resource " + resource + " beside " + owner.getName() + ".");
      }
      JsonPlace file = JsonPlace.read(resource.substring(resource.lastIndexOf('/') + 1), content);
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownDeviations read(JsonPlace file) {
    file.expectOnly(List.of("$schema", "backend", "deviations"));
    List<KnownDeviation> entries = new ArrayList<>();
    for (JsonPlace entry : file.field("deviations").items()) {
      entries.add(DeviationJson.read(entry));
    }
    return new KnownDeviations(entries);
  }

  /** Those about a rule that were seen on a version. */
  public List<KnownDeviation> concerning(String ruleId, String engineVersion) {
    return entries.stream().filter(entry -> entry.concerns(ruleId, engineVersion)).toList();
  }
}
