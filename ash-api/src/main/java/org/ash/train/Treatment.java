package org.ash.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ash.ir.Variable;
import org.ash.text.NearestNames;

/**
 * How an optimizer treats a variable.
 *
 * @param label tells it from the treatments of other groups, in names of slots; empty for the usual
 * @param decay weight decay, 0 for none
 * @param rateFactor what the learning rate is multiplied by
 */
record Treatment(String label, double decay, double rateFactor) {

  /** The usual treatment with this decay. */
  static Treatment usual(double decay) {
    return new Treatment(decay == 0 ? "" : "decayed", decay, 1);
  }

  /** What the settings say of a variable; empty when it is frozen. The first group counts. */
  static Optional<Treatment> of(TrainingConfig config, Variable variable) {
    List<ParameterGroup> groups = config.groups();
    boolean decays = config.decayAll() || variable.role() == Variable.Role.WEIGHT;
    double usual = decays ? config.weightDecay() : 0;
    int index =
        IntStream.range(0, groups.size())
            .filter(i -> groups.get(i).pattern().matches(variable.name()))
            .findFirst()
            .orElse(-1);
    if (index < 0) {
      return Optional.of(usual(usual));
    }
    ParameterGroup group = groups.get(index);
    double decay = group.decay().orElse(usual);
    String label = "group" + (index + 1) + (decay == 0 ? "" : ".decayed");
    return group.frozen()
        ? Optional.empty()
        : Optional.of(new Treatment(label, decay, group.rateFactor()));
  }

  /**
   * Checks that every group has a parameter.
   *
   * @throws IllegalArgumentException naming the group that has none, and what it may have meant
   */
  static void check(TrainingConfig config, List<Variable> trainable) {
    List<String> names = trainable.stream().map(Variable::name).toList();
    for (ParameterGroup group : config.groups()) {
      if (names.stream().noneMatch(group.pattern()::matches)) {
        throw new IllegalArgumentException(
            "No parameter of "
                + config.model()
                + " is named '"
                + group.pattern()
                + "'; there are "
                + String.join(", ", names.subList(0, Math.min(3, names.size())))
                + " and so on."
                + NearestNames.question(group.pattern().text(), families(names)));
      }
    }
  }

  /** The names, and each of their beginnings with a star behind it. */
  private static List<String> families(List<String> names) {
    List<String> families = new ArrayList<>(names);
    for (String name : names) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        families.add(name.substring(0, dot) + ".*");
      }
    }
    return families.stream().distinct().toList();
  }
}
