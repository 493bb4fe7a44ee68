package org.ash.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ash.text.NamePattern;

/**
 * Parameters that are trained in a way of their own, chosen by their names: {@code
 * stem.*:frozen=true}, {@code stage3.*:lr=0.1,decay=0}, {@code *.alpha:decay=0.01}.
 *
 * @param pattern which parameters, by name
 * @param rateFactor what the learning rate is multiplied by, at least 0
 * @param decay their weight decay, of all of them; where absent the training's own is theirs
 * @param frozen whether they stay as they are; running statistics still follow the batches
 */
public record ParameterGroup(
    NamePattern pattern, double rateFactor, OptionalDouble decay, boolean frozen) {
  private static final String WHAT = "parameter group";
  private static final double MOST = 1e6;

  /**
   * Reads a group.
   *
   * @throws IllegalArgumentException naming what is wrong and what there is
   */
  public static ParameterGroup parse(String text) {
    Spec spec = Spec.parse(WHAT, text);
    if (spec.name().isEmpty() || spec.settings().isEmpty()) {
      throw new IllegalArgumentException(
          WHAT
              + " '"
              + text
              + "' is not of the form PATTERN:lr=0.1,decay=0 or PATTERN:frozen=true.");
    }
    spec.expect(Map.of(spec.name(), List.of("lr", "decay", "frozen")));
    return new ParameterGroup(
        new NamePattern(spec.name()),
        spec.number("lr", 1, 0, MOST),
        spec.settings().containsKey("decay")
            ? OptionalDouble.of(spec.number("decay", 0, 0, MOST))
            : OptionalDouble.empty(),
        spec.flag("frozen", false));
  }

  /** The text that parses to an equal group. */
  public String spec() {
    StringBuilder text = new StringBuilder(pattern.text()).append(":lr=");
    text.append(Spec.shortest(rateFactor));
    decay.ifPresent(own -> text.append(",decay=").append(Spec.shortest(own)));
    return text.append(frozen ? ",frozen=true" : "").toString();
  }
}
