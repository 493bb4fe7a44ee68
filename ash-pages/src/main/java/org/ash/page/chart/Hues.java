package org.ash.page.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which thing has which colour: one for one thing, on every page. */
public final class Hues {
  /** Name, colour on white, colour on nearly black. */
  private static final String[][] NAMED = {
    // What ASH learns.
    {"alpha", "#c25a00", "#ffa24d"},
    {"z", "#2e7d32", "#7bd17f"},
    {"share", "#7b3fb5", "#c9a0ff"},
    // Activations.
    {"ash", "#1f5fbf", "#7fb0ff"},
    {"relu", "#6b7280", "#b3bac4"},
    {"leaky_relu", "#b5533c", "#f5a58f"},
    {"prelu", "#7a5230", "#d6a97c"},
    {"softplus", "#947000", "#e8c547"},
    {"elu", "#00796b", "#5fd3c4"},
    {"selu", "#00708f", "#62c8e8"},
    {"gelu", "#c62839", "#ff8a92"},
    {"swish", "#c2187f", "#ff8fd0"},
    {"f-ash", "#8e24aa", "#dd8cf2"},
    {"l-ash", "#41708f", "#9cc3df"},
    {"hard-ash", "#6b7300", "#c7d04f"},
    {"hard-ash-eq7", "#8a1c4a", "#f08fb4"},
    {"topk", "#4b8a00", "#a7e35a"},
    // Engines.
    {"tensorflow", "#d1491f", "#ff9b7a"},
    {"dl4j", "#0b8043", "#6ed69a"},
    {"onnxruntime", "#5b2c91", "#c4a2f2"},
    {"reference", "#22272e", "#e6e8eb"},
    // What a training shows.
    {"training", "#7d8a99", "#8e9cad"},
    {"test", "#005f87", "#66c2f0"},
    {"learning rate", "#8c6d1f", "#d9bf77"},
    {"images/s", "#5d6b2f", "#b9c98a"},
    {"measured", "#0e4a6b", "#5fb4e5"},
    {"normal", "#8d8d8d", "#9a9a9a"},
  };

  /** For what nobody has named here, as users' activations. */
  private static final String[][] OTHERS = {
    {"#3a3f9e", "#a3a8ff"},
    {"#00838f", "#4dd0dc"},
    {"#a63d57", "#f597ac"},
    {"#5c7cfa", "#a5b8ff"},
    {"#7c6f00", "#d8cb4a"},
    {"#37745b", "#8fd3b5"},
    {"#8f4b00", "#f0ab62"},
    {"#4a5a94", "#aab9f0"},
  };

  private static final Map<String, Hue> BY_NAME = new LinkedHashMap<>();
  private static final List<Hue> UNNAMED = new ArrayList<>();

  static {
    for (String[] entry : NAMED) {
      BY_NAME.put(entry[0], new Hue(BY_NAME.size(), entry[1], entry[2]));
    }
    for (String[] entry : OTHERS) {
      UNNAMED.add(new Hue(NAMED.length + UNNAMED.size(), entry[0], entry[1]));
    }
  }

  private Hues() {}

  /**
   * The colour of a thing.
   *
   * @param name of a quantity, of an activation with or without its settings, of an engine; or
   *     several such, separated by commas, of which an activation or a quantity decides before an
   *     engine. What is not known has a colour by its name, too, always the same.
   */
  public static Hue of(String name) {
    List<Hue> found = new ArrayList<>();
    for (String part : name.split(", ", -1)) {
      known(part).ifPresent(found::add);
    }
    return found.isEmpty()
        ? UNNAMED.get(Math.floorMod(name.hashCode(), UNNAMED.size()))
        : found.get(0);
  }

  private static Optional<Hue> known(String part) {
    String bare = part.strip().toLowerCase(Locale.ROOT);
    for (String end : List.of(":", " ", "(")) {
      Hue whole = BY_NAME.get(bare);
      if (whole != null) {
        return Optional.of(whole);
      }
      int at = bare.indexOf(end);
      bare = at < 0 ? bare : bare.substring(0, at);
    }
    return Optional.ofNullable(BY_NAME.get(bare));
  }

  /** All of them. */
  static List<Hue> all() {
    List<Hue> all = new ArrayList<>(BY_NAME.values());
    all.addAll(UNNAMED);
    return all;
  }

  /** The rules of a page's style sheet. */
  public static String css() {
    return css(all());
  }

  /**
   * Rules for these alone: {@code l3} draws lines in the fourth colour, {@code f3} fills; lines and
   * texts around the data are there, too.
   */
  static String css(List<Hue> hues) {
    StringBuilder css =
        new StringBuilder(".ct{fill:#1d2129}.cm{fill:#59606b}.cg{stroke:#d9dde3}\n");
    StringBuilder dark = new StringBuilder(".ct{fill:#e6e8eb}.cm{fill:#a4acb8}.cg{stroke:#363c46}");
    for (Hue hue : hues) {
      css.append(rules(hue.index(), hue.light()));
      dark.append(rules(hue.index(), hue.dark()));
    }
    return css + "\n@media (prefers-color-scheme: dark) {" + dark + "}\n";
  }

  private static String rules(int index, String colour) {
    return ".l%d{stroke:%s}.f%d{fill:%s}.b%d{background:%s}"
        .formatted(index, colour, index, colour, index, colour);
  }
}
