package org.ash.conformance.rule;

import java.util.List;
import java.util.stream.Stream;

/** The catalogue of all rules. */
public final class Rules {
  private static final List<Rule> ALL =
      Stream.of(
              StructureRules.rules(),
              OperatorRules.rules(),
              DecompositionRules.rules(),
              VectorRules.rules(),
              FusionRules.rules(),
              GradientRules.rules(),
              AshRules.rules(),
              TrainingRules.rules(),
              CheckpointRules.rules(),
              ExportRules.rules(),
              ContractRules.rules(),
              NamingRules.rules(),
              LifetimeRules.rules())
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  /** Every rule, level by level. */
  public static List<Rule> all() {
    return ALL;
  }
}
