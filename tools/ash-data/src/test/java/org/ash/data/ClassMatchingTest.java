package org.ash.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.ash.data.image.ImageStore;
import org.junit.jupiter.api.Test;

final class ClassMatchingTest {
  private static final List<String> NETWORK = List.of("plum", "pear", "apple");

  private static int[] byName(String... own) {
    return ClassMatching.BY_NAME.labels("set", List.of(own), NETWORK);
  }

  @Test
  void sameNamesInAnotherOrder_getTheNetworksLabels() {
    assertArrayEquals(new int[] {2, 1, 0}, byName("apple", "pear", "plum"));
    assertArrayEquals(new int[] {0, 1, 2}, byName("plum", "pear", "apple"));
  }

  @Test
  void someOfTheNetworksClasses_areFound() {
    assertArrayEquals(new int[] {1, 0}, byName("pear", "plum"));
  }

  @Test
  void wordNetIds_areWhatIsComparedWhereOnlyOneHasNames() {
    assertArrayEquals(
        new int[] {1, 0},
        ClassMatching.BY_NAME.labels(
            "set",
            List.of("n01440764 tench", "n01443537"),
            List.of("n01443537 goldfish", "n01440764")));
  }

  @Test
  void otherNames_areRefused_withWhatToDo() {
    String refusal =
        assertThrows(DataException.class, () -> byName("apple", "pears", "plum")).getMessage();
    for (String part :
        List.of("'set'", "does not know: pears", "Did you mean 'pear'?", "plum, pear, apple")) {
      assertTrue(refusal.contains(part), refusal);
    }
    assertTrue(refusal.contains("--classes-by-position"), refusal);
  }

  @Test
  void byPosition_takesAsManyWhateverTheirNames() {
    assertArrayEquals(
        new int[] {0, 1, 2},
        ClassMatching.BY_POSITION.labels("set", List.of("a", "b", "c"), NETWORK));
    assertThrows(
        DataException.class,
        () -> ClassMatching.BY_POSITION.labels("set", List.of("a", "b"), NETWORK));
  }

  @Test
  void storedImages_areRelabelled_andKeepTheirPixels() {
    ImageStore.Builder builder = ImageStore.builder(1, 1, 1);
    IntStream.range(0, 3).forEach(i -> builder.add(i, new byte[] {(byte) i}, 0));
    ImageStore relabelled = builder.build().relabelled(2, 1, 0);
    for (int i = 0; i < 3; i++) {
      assertEquals(2 - i, relabelled.label(i));
      assertEquals(i, relabelled.image(i)[0]);
    }
  }
}
