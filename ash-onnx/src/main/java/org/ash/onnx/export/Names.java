package org.ash.onnx.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of values and nodes of one model, each given once. */
final class Names {
  private final Set<String> used = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Takes a name as it is.
   *
   * @throws IllegalArgumentException when it is taken
   */
  void reserve(String name) {
    if (!used.add(name)) {
      throw new IllegalArgumentException(
          "The graph has two inputs or outputs named '"
              + name
              + "'; a model needs them different. Name the output otherwise.");
    }
  }

  /** A free name: this one, or with {@code _2}, {@code _3}, ... */
  String unique(String name) {
    String candidate = name;
    while (!used.add(candidate)) {
      candidate = name + "_" + counts.merge(name, 2, (count, start) -> count + 1);
    }
    return candidate;
  }
}
