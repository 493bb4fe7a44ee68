package org.ash.train;

import java.util.List;
import java.util.Map;

/**
 * How gradients change variables; written into the training graph, with PyTorch's arithmetic. Users
 * write {@code sgd:momentum=0.9,nesterov=true} or {@code adamw:beta1=0.9,beta2=0.999,eps=1e-8}.
 */
public sealed interface Optimizer permits Sgd, AdamW {

  /** The text that parses to an equal optimizer. */
  String spec();

  /** The learning rate of a schedule that names none. */
  double defaultLearningRate();

  /**
   * Assigns every variable and slot its next value.
   *
   * @param update where to write, the learning rate, the slots
   * @param parameters what to update, with gradients that are clipped already
   */
  void write(Update update, List<Updated> parameters);

  /** What {@link #parse} understands: the settings of each optimizer, for help texts. */
  static Map<String, List<String>> catalogue() {
    return Map.of(
        "sgd", List.of("momentum", "nesterov"), "adamw", List.of("beta1", "beta2", "eps"));
  }

  /**
   * Reads an optimizer.
   *
   * @throws IllegalArgumentException naming what is wrong and what there is
   */
  static Optimizer parse(String text) {
    Spec spec = Spec.parse("optimizer", text).expect(catalogue());
    if (spec.name().equals("sgd")) {
      return new Sgd(spec.number("momentum", 0.9), spec.flag("nesterov", false));
    }
    return new AdamW(
        spec.number("beta1", 0.9), spec.number("beta2", 0.999), spec.number("eps", 1e-8));
  }
}
