package org.ash.conformance.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All vectors: the resources {@code vectors/FAMILY.json} of this package's parent, which {@code
 * vectors.schema.json} beside them describes, so that other projects can read them, too.
 */
public final class ConformanceVectors {
  private static final String FOLDER = "/org/ash/conformance/vectors/";
  private static final List<String> FAMILIES =
      List.of(
          "elementwise",
          "broadcasting",
          "reductions",
          "contractions",
          "convolutions",
          "normalization",
          "movement",
          "activations",
          "ash");

  private static final List<ConformanceVector> ALL = read();

  private ConformanceVectors() {}

  /** Every vector, family by family. */
  public static List<ConformanceVector> all() {
    return ALL;
  }

  private static List<ConformanceVector> read() {
    List<ConformanceVector> vectors = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String family : FAMILIES) {
      JsonPlace file = file(family + ".json");
      file.expectOnly(List.of("$schema", "family", "vectors"));
      for (JsonPlace place : file.field("vectors").items()) {
        ConformanceVector vector = ConformanceVector.read(place);
        if (!ids.add(vector.id())) {
          throw place.error("there are two vectors '" + vector.id() + "'");
        }
        vectors.add(vector);
      }
    }
    return List.copyOf(vectors);
  }

  private static JsonPlace file(String name) {
    try (InputStream content = ConformanceVectors.class.getResourceAsStream(FOLDER + name)) {
      if (content == null) {
        throw new ConformanceDataException("There is no resource " + FOLDER + name + ".");
      }
      return JsonPlace.read(name, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
