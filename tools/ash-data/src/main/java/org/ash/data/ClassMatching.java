package org.ash.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ash.text.NearestNames;

/** How the classes of a data set are found among those that a network was trained on. */
public enum ClassMatching {
  /**
   * By their names, in whatever order: folders sort by name, a network's classes as its training
   * set had them. A set may lack classes of the network; it may not have others.
   */
  BY_NAME {
    @Override
    int[] labels(String set, List<String> own, List<String> trained) {
      if (own.equals(trained)) {
        return IntStream.range(0, own.size()).toArray();
      }
      Map<String, Integer> known = new LinkedHashMap<>();
      IntStream.range(0, trained.size()).forEach(i -> known.put(key(trained.get(i)), i));
      List<String> unknown = own.stream().filter(name -> !known.containsKey(key(name))).toList();
      if (!unknown.isEmpty()) {
        throw DataException.of(
            "'%s' has classes that the network does not know: %s.%s It knows: %s. Name the folders"
                + " as the network's classes, or say --classes-by-position where the same classes"
                + " have other names, in the same order.",
            set, some(unknown), NearestNames.question(unknown.get(0), trained), some(trained));
      }
      return own.stream().mapToInt(name -> known.get(key(name))).toArray();
    }
  },

  /** By their place, whatever they are called; there must be as many. */
  BY_POSITION {
    @Override
    int[] labels(String set, List<String> own, List<String> trained) {
      if (own.size() != trained.size()) {
        throw DataException.of(
            "'%s' has %d classes, the network was trained on %d; by position they must be as many.",
            set, own.size(), trained.size());
      }
      return IntStream.range(0, own.size()).toArray();
    }
  };

  private static final int MOST_NAMED = 10;

  /**
   * The network's label of each class of a set.
   *
   * @param set what the set is called
   * @param own its classes, by label
   * @param trained the network's, by label
   * @throws DataException naming what does not match
   */
  abstract int[] labels(String set, List<String> own, List<String> trained);

  /** What a class goes by: its WordNet id where it has one behind which a name stands. */
  private static String key(String name) {
    return name.matches("n\\d{8} .*") ? name.substring(0, name.indexOf(' ')) : name;
  }

  private static String some(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(MOST_NAMED, names.size())));
    if (names.size() > MOST_NAMED) {
      shown.add("and " + (names.size() - MOST_NAMED) + " more");
    }
    return shown.stream().collect(Collectors.joining(", "));
  }
}
