package org.ash.cli.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.ash.cli.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proposition 2 of the paper on the feature maps of a network that was trained: the threshold lets
 * k % through where a map is normally distributed, and other shares where it is not. On normal
 * input the suite's rule ASH-7 and {@code MomentsTest} judge it.
 */
final class PropositionTwoTest {
  /** How far from k a share may be that counts as k here; measured were 0.041 and 0.075. */
  private static final double NEAR = 0.06;

  private static final List<Double> SHARES = List.of(0.1, 0.5, 0.9);

  @TempDir private static Path folder;

  private static JsonNode places;

  @BeforeAll
  static void trainsAWhile() throws IOException {
    String run = folder.resolve("run").toString();
    Invocation trained =
        Invocation.of(
            ("train --model resnet-8 --activation ash --data shapes:count=640,test=64 --backend"
                    + " tensorflow --recipe quick --epochs 4 --batch 32 --out "
                    + run)
                .split(" "));
    assertEquals(0, trained.exitCode(), trained.err());
    Invocation looked = Invocation.of("figures", "--run", run, "--images", "32", "--json");
    assertEquals(0, looked.exitCode(), looked.err());
    places = looked.json().path("places");
  }

  @Test
  void behindNormalization_theShareIsNearK() {
    List<JsonNode> normalized = places(name -> name.endsWith(".activation1"));
    assertFalse(normalized.isEmpty());
    for (JsonNode place : normalized) {
      for (double share : SHARES) {
        assertTrue(off(place, share) < NEAR, () -> share + ": " + place.toPrettyString());
      }
    }
  }

  @Test
  void behindAResidualSum_itIsOff() {
    List<JsonNode> sums = places(name -> name.endsWith(".activation2"));
    assertTrue(
        sums.stream().anyMatch(place -> off(place, 0.5) > NEAR), () -> places.toPrettyString());
  }

  private static double off(JsonNode place, double wanted) {
    return StreamSupport.stream(place.path("kept").spliterator(), false)
        .filter(kept -> kept.path("wanted").asDouble() == wanted)
        .mapToDouble(kept -> Math.abs(kept.path("share").asDouble() - wanted))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> places(Predicate<String> name) {
    return StreamSupport.stream(places.spliterator(), false)
        .filter(place -> name.test(place.path("place").asText()))
        .toList();
  }
}
